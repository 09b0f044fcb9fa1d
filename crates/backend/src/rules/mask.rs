//! Masking: as few characters as let a person recognise what is his own.

/// The first character of a name: `示**`.
pub(crate) fn name(name: &str) -> String {
    let mut chars = name.chars();
    let mut out: String = chars.next().into_iter().collect();
    out.extend(chars.map(|_| '*'));
    out
}

/// The first four and last four of an ID number: `9900**********0018`.
pub(crate) fn id_number(number: &str) -> String {
    keep(number, 4, 4)
}

/// The last four of a card number: `***** 0276`.
pub(crate) fn card_number(number: &str) -> String {
    let tail: String = number.chars().skip(number.chars().count().saturating_sub(4)).collect();
    format!("***** {tail}")
}

/// `138****0000`.
pub(crate) fn phone(number: &str) -> String {
    keep(number, 3, 4)
}

fn keep(text: &str, first: usize, last: usize) -> String {
    let n = text.chars().count();
    let shown = |i: usize| n > first + last && (i < first || i >= n - last);
    text.chars().enumerate().map(|(i, c)| if shown(i) { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn masks_hide_the_middle() {
        assert_eq!(super::name("示例甲"), "示**");
        assert_eq!(super::name(""), "");
        assert_eq!(super::id_number("990000198506010018"), "9900**********0018");
        assert_eq!(super::card_number("DEMO00000276"), "***** 0276");
        assert_eq!(super::phone("13800000000"), "138****0000");
        assert_eq!(super::phone("12"), "**");
    }
}
