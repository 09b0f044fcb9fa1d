//! What people type and paste: digits and letters in any of their forms, with spaces, hyphens, marks that cannot be seen, and
//! a message around a code. It is cleaned first, and checked then.

/// A number or a code as it was typed, cleaned: digits and capital letters in their plain forms.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    /// What is left, without spaces, hyphens and invisible marks.
    pub text: String,
    /// The same with a blank where something stood between.
    spaced: String,
}

/// The first of ten digits in a row, for the scripts in use in China and for the forms that NFKC makes plain.
const ZEROS: [u32; 11] = [0x30, 0x660, 0x6f0, 0x966, 0xe50, 0xf20, 0x1810, 0x2070, 0x2080, 0xff10, 0x1_fbf0];

/// The plain form of a digit or a letter (NFKC, in capitals; and the digits of other scripts); other characters as they are.
pub fn plain(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    let c = u32::from(c);
    let letter = |n: u32| u32::from(b'A') + n;
    let plain = match c {
        0x1_d400..=0x1_d6a3 => letter((c - 0x1_d400) % 26),
        0x1_d7ce..=0x1_d7ff => 0x30 + (c - 0x1_d7ce) % 10,
        // Full width.
        0xff21..=0xff3a => c - 0xfee0,
        0xff41..=0xff5a => c - 0xfee0 - 0x20,
        // In circles.
        0x24b6..=0x24e9 => letter((c - 0x24b6) % 26),
        0x24ea => 0x30,
        0x2460..=0x2468 => 0x31 + c - 0x2460,
        // The Roman ten, and raised digits that stand apart.
        0x2169 | 0x2179 => letter(23),
        0xb9 => 0x31,
        0xb2 | 0xb3 => c - 0x80,
        // In the place of a raised one to three stands something else.
        0x2071..=0x2073 => c,
        _ => ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&c)).map_or(c, |zero| 0x30 + c - zero),
    };
    char::from_u32(plain).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether a character cannot be seen: joiners, marks of direction, variation selectors, what a copy brings along.
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffc}'
    ) || c.is_ascii_control() && !c.is_ascii_whitespace()
}

/// Whether a character is only there to group others: a space, a hyphen, a dot.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '_' | '.' | '\u{b7}' | '\u{2010}'
                ..='\u{2015}'
                    | '\u{2027}'
                    | '\u{2043}'
                    | '\u{2212}'
                    | '\u{30fb}'
                    | '\u{fe58}'
                    | '\u{fe63}'
                    | '\u{ff0d}'
        )
}

impl Typed {
    /// Cleans a text.
    pub fn clean(text: &str) -> Self {
        let mut spaced = String::new();
        for c in text.chars().filter(|c| !is_invisible(*c)) {
            spaced.push(if is_between(c) { ' ' } else { plain(c) });
        }
        Self { text: without_blanks(&spaced), spaced }
    }

    /// What was asked for, where something else stands around it: the one run of characters of that kind that fits. `None`
    /// where there is none, or there are several that differ.
    pub fn within(&self, part: &dyn Fn(char) -> bool, fits: &dyn Fn(&str) -> bool) -> Option<String> {
        let mut found: Option<String> = None;
        for run in self.spaced.split(|c| c != ' ' && !part(c)) {
            // Grouped by blanks, without an X that is the end of a word, or whole and beside another number.
            let whole = without_blanks(run);
            let (_, tail) = run.split_once("X ").filter(|(before, _)| before.trim().is_empty()).unwrap_or_default();
            let tail = without_blanks(tail);
            let all = [&*whole, &*tail].into_iter().chain(run.split(' '));
            for one in all.filter(|one| fits(one)) {
                match &found {
                    Some(other) if other != one => return None,
                    Some(_) => {}
                    None => found = Some(one.to_owned()),
                }
            }
        }
        // Nothing stands around it: then a part of what was typed is not what was meant.
        found.filter(|_| self.text.chars().any(|c| !part(c)))
    }

    /// What is left without the words and signs in front of and behind it. Letters and digits of ASCII stay.
    pub fn core(&self) -> &str {
        self.text.trim_matches(|c: char| !c.is_ascii_alphanumeric())
    }
}

fn without_blanks(text: &str) -> String {
    text.split(' ').collect()
}
