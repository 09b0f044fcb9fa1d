//! Language tags outside of a browser, where there is no `Intl` to ask: the grammar that its engines check (`unicode_locale_id`
//! of UTS 35, a part of BCP 47). `tests/browser/tags.txt` has what both
//! are tried with.

/// Whether that is a language tag for `Intl`.
pub(super) fn is_tag(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.split('-').peekable();
    let letters = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase());
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let plain = |text: &&str| text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !rest.next().is_some_and(|first| letters(first) && matches!(first.len(), 2 | 3 | 5..=8)) {
        return false;
    }
    rest.next_if(|script| script.len() == 4 && letters(script));
    rest.next_if(|region| region.len() == 2 && letters(region) || region.len() == 3 && digits(region));
    let variant = |one: &&str| {
        plain(one) && (matches!(one.len(), 5..=8) || one.len() == 4 && one.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut seen = Vec::new();
    while let Some(one) = rest.next_if(variant) {
        if seen.contains(&one) {
            return false;
        }
        seen.push(one);
    }
    while let Some(singleton) = rest.next() {
        if singleton.len() != 1 || !plain(&singleton) || seen.contains(&singleton) {
            return false;
        }
        seen.push(singleton);
        let lengths = if singleton == "x" { 1..=8 } else { 2..=8 };
        // A key of `u` ends in a letter, one of `t` in a digit.
        let key = |one: &str| match (singleton, one.as_bytes()) {
            ("u", [_, second]) => second.is_ascii_lowercase(),
            _ => true,
        };
        let mut some = false;
        while rest.next_if(|one| plain(one) && lengths.contains(&one.len()) && key(one)).is_some() {
            some = true;
        }
        if !some || singleton == "x" && rest.peek().is_some() {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    #[test]
    fn tags_are_those_that_intl_takes() {
        for line in include_str!("../../../tests/browser/tags.txt").lines() {
            let (fits, tag) = line.split_at(2);
            assert_eq!(super::is_tag(tag), fits == "+ ", "{line}");
        }
    }
}
