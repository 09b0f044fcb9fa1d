//! `cargo xtask embedders`: makes a build ready for embedders. Its policy then names their scripts and the pages that may
//! hold the app in a frame; the release as it is built names nobody. What its `config.json` says of the city is put into the
//! page that is painted first, and the build gets the stamp of its files as they are now.

use std::path::Path;

use lexopt::Parser;

use crate::run::{self, program};
use crate::{Failure, offline};

/// Where the scripts are listed: one line for each.
const LIST: &str = "web/embedder/sdk-urls.mjs";

/// Name and address of every script.
fn sdks(list: &str) -> Vec<(&str, &str)> {
    let entry = |line| {
        let line: &str = line;
        let (name, address) = line.trim().split_once("': '")?;
        Some((name.strip_prefix('\'')?, address.trim_end_matches(',').strip_suffix('\'')?))
    };
    list.lines().filter_map(entry).collect()
}

/// `cargo xtask embedders FOLDER NAME|ORIGIN...`.
pub fn command(args: &mut Parser) -> Result<(), Failure> {
    let args = args.raw_args().map_err(|why| why.to_string())?;
    let args: Vec<_> = args.map(|arg| arg.to_string_lossy().into_owned()).collect();
    let Some((folder, wanted)) = args.split_first() else {
        return Err(
            "embedders wants the folder of a build, names of embedders and origins of pages that embed it".to_owned()
        );
    };
    let list = run::read(LIST)?;
    let known = sdks(&list);
    let (mut scripts, mut origins) = (Vec::new(), Vec::new());
    for name in wanted {
        if let Some((_, address)) = known.iter().find(|(known, _)| known == name) {
            scripts.push((*address).to_owned());
        } else if is_origin(name) {
            origins.push(name.clone());
        } else {
            let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
            return Err(format!(
                "{name}: neither an origin nor one of {}; other embedders need nothing",
                names.join(", ")
            ));
        }
    }
    let folder = Path::new(folder);
    let config = run::read(folder.join("config.json"))?;
    let routed = |policy: String| if headers::by_path(&config) { headers::for_paths(&policy) } else { policy };
    let header = routed(headers::policy_header(&scripts, &origins));
    put(
        &folder.join("index.html"),
        "http-equiv=\"Content-Security-Policy\" content=\"",
        '"',
        &routed(headers::page_policy(&scripts)),
    )?;
    put(&folder.join(headers::FILE), &format!("  {}: ", headers::CSP), '\n', &header)?;
    let index = folder.join("index.html");
    run::write(&index, headers::first::refresh(&run::read(&index)?, &config)?)?;
    offline::stamp(folder)?;
    if folder.join("index.html.br").is_file() {
        run::run(&mut program("node", &["xtask/js/compress.mjs", &folder.to_string_lossy()]))?;
    }
    println!("{}: {header}", headers::CSP);
    Ok(())
}

/// `https://host` or `http://host:1`, and nothing that could end a directive.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".:[]-".contains(&b))
    })
}

/// Replaces what stands in a file between a start, which must be there once, and an end.
fn put(path: &Path, start: &str, end: char, new: &str) -> Result<(), Failure> {
    let text = run::read(path)?;
    let wrong = || format!("{}: {start} once", path.display());
    let (before, rest) = text.split_once(start).ok_or_else(wrong)?;
    let (_, after) = rest.split_once(end).ok_or_else(wrong)?;
    if after.contains(start) {
        return Err(wrong());
    }
    run::write(path, format!("{before}{start}{new}{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::{LIST, command, is_origin, sdks};
    use crate::run;
    use lexopt::Parser;

    #[test]
    fn the_list_is_understood() {
        run::at_root().unwrap();
        let list = run::read(LIST).unwrap();
        let all = sdks(&list);
        assert_eq!(all.len(), list.matches("https://").count());
        assert!(all.contains(&("alipay-mini", "https://appx/web-view.min.js")), "{all:?}");
    }

    #[test]
    fn nothing_but_an_origin_is_one() {
        for good in ["https://portal.example", "http://localhost:8080", "https://[::1]:1"] {
            assert!(is_origin(good), "{good}");
        }
        for bad in ["*", "https://", "https://a/b", "https://a;", "https://a b", "ftp://a", "'self'", "https://*.a"] {
            assert!(!is_origin(bad), "{bad}");
        }
    }

    #[test]
    fn a_build_is_made_ready_again_and_again() {
        run::at_root().unwrap();
        let folder = std::env::temp_dir().join(format!("citizen-center-embedders-{}", std::process::id()));
        let strict = format!("<meta http-equiv=\"{}\" content=\"{}\">", headers::CSP, headers::page_policy(&[]));
        let known = |demo| format!("{strict}{{\"known\":{{\"demo\":{demo}}},\"words\":{{}}}}");
        run::write(folder.join("index.html"), known(true)).unwrap();
        run::write(folder.join("config.json"), "{\"backend\":{\"kind\":\"http\"}}").unwrap();
        run::write(folder.join(headers::FILE), headers::netlify()).unwrap();
        let make = |named: &[&str]| {
            command(&mut Parser::from_args(std::iter::once(folder.to_str().unwrap()).chain(named.iter().copied())))
        };
        make(&["qq", "https://portal.example"]).unwrap();
        let page = run::read(folder.join("index.html")).unwrap();
        assert!(page.contains("script-src 'self' https://qqq.gtimg.cn/"), "{page}");
        // What a page cannot say of itself, only the header does.
        assert!(!page.contains("frame-ancestors"), "{page}");
        let sent = headers::of_build(&folder).unwrap();
        assert!(sent.contains("script-src 'self' https://qqq.gtimg.cn/"), "{sent}");
        assert!(sent.ends_with("frame-ancestors 'self' https://portal.example"), "{sent}");
        assert!(make(&["wechat"]).is_err() && make(&["*"]).is_err());
        let by_path = "{\"backend\":{\"kind\":\"http\"},\"routes\":\"path\"}";
        run::write(folder.join("config.json"), by_path).unwrap();
        make(&[]).unwrap();
        for text in [headers::of_build(&folder).unwrap(), run::read(folder.join("index.html")).unwrap()] {
            assert!(text.contains("; base-uri 'self'; "), "{text}");
        }
        run::write(folder.join("config.json"), "{\"backend\":{\"kind\":\"http\"}}").unwrap();
        make(&[]).unwrap();
        assert_eq!(run::read(folder.join("index.html")).unwrap(), known(false), "what the config says is in the page");
        assert_eq!(run::read(folder.join(headers::FILE)).unwrap(), headers::netlify());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
