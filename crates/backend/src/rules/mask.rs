//! Masking: as few characters as let a person recognise what is his own.

/// The first character of a name: `示**`. A name of one character is all of it: `*`. What belongs to the character before it
/// (an accent, a variant of a rare character) is no character of its own.
pub(crate) fn name(name: &str) -> String {
    let joined = |c: &char| matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let name = name.trim();
    let count = name.chars().filter(|c| !joined(c)).count();
    let first = if count > 1 { name.chars().next() } else { None };
    first.into_iter().chain(std::iter::repeat_n('*', count - usize::from(first.is_some()))).collect()
}

/// The first four and last four of an ID number: `9900**********0018`; of a shorter one, as of a passport, two and two.
pub(crate) fn id_number(number: &str) -> String {
    let shown = if number.chars().count() < 15 { 2 } else { 4 };
    keep(number, shown, shown)
}

/// The last four of a card number: `***** 0276`; none of one that has no more.
pub(crate) fn card_number(number: &str) -> String {
    let hidden = number.chars().count().saturating_sub(4);
    let tail: String = number.chars().skip(if hidden == 0 { usize::MAX } else { hidden }).collect();
    ["***** ", &tail].concat().trim_end().to_owned()
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
        assert_eq!(super::name("示例"), "示*");
        assert_eq!(super::name("示·例"), "示**");
        assert_eq!(super::id_number("990000198506010018"), "9900**********0018");
        assert_eq!(super::card_number("DEMO00000276"), "***** 0276");
        assert_eq!(super::phone("13800000000"), "138****0000");
        assert_eq!(super::phone("12"), "**");
    }

    #[test]
    fn what_is_short_is_masked_too() {
        for (name, masked) in [("", ""), ("示", "*"), (" 示 ", "*"), ("\u{845b}\u{e0100}", "*"), ("e\u{301}", "*")] {
            assert_eq!(super::name(name), masked, "{name}");
        }
        assert_eq!(super::name("\u{845b}\u{e0100}例"), "\u{845b}*");
        for (number, masked) in [("E12345678", "E1*****78"), ("1234", "****"), ("12345", "12*45"), ("", "")] {
            assert_eq!(super::id_number(number), masked);
        }
        for (number, masked) in [("0276", "*****"), ("10276", "***** 0276"), ("", "*****")] {
            assert_eq!(super::card_number(number), masked);
        }
    }
}
