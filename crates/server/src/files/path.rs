//! From the path of a request to the name of a file.

/// The name that a path stands for, decoded once, without its first slash. `None` for one that no file served has:
/// with a character that is none, a backslash, a step upwards or an empty part.
pub fn decoded(path: &str) -> Option<String> {
    let name = contract::percent::decode(path.strip_prefix('/')?)?;
    let plain = !name.chars().any(|c| c.is_control() || c == '\\' || c == ':');
    let inside = name.is_empty() || name.split('/').all(|part| !matches!(part, "" | "." | ".."));
    (plain && inside).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn nothing_outside_a_folder_has_a_name() {
        for path in [
            "/..",
            "/../a",
            "/a/../b",
            "/%2e%2e/a",
            "/%2E%2e%2fa",
            "/a/..%2fb",
            "/.",
            "/a/./b",
            "//a",
            "/a//b",
            "/a/",
            "/a\\b",
            "/..%5ca",
            "/%00",
            "/a%00.txt",
            "/%0a",
            "/c:/a",
            "/%ff",
            "/%4",
            "/%",
            "/%zz",
            "/%+1",
            "a",
            "",
        ] {
            assert_eq!(decoded(path), None, "{path}");
        }
        for (path, name) in [
            ("/", ""),
            ("/a.txt", "a.txt"),
            ("/locales/zh-CN.json", "locales/zh-CN.json"),
            ("/%61%2e%74xt", "a.txt"),
            ("/%252e%252e/a", "%2e%2e/a"),
            ("/...", "..."),
        ] {
            assert_eq!(decoded(path).as_deref(), Some(name), "{path}");
        }
    }
}
