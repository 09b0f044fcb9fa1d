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
                    | '\u{ff0e}'
                    | '\u{ff3f}'
                    | '\u{ff65}'
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

    /// What was asked for, where something else stands around it: the one run of characters of that kind that fits, first of
    /// those without a blank in them (a date has blanks, too), then of those grouped by blanks. `None` where there is none, or
    /// there are several that differ.
    pub fn within(&self, part: &dyn Fn(char) -> bool, fits: &dyn Fn(&str) -> bool) -> Option<String> {
        // Nothing stands around it: then a part of what was typed is not what was meant.
        if self.text.chars().all(part) {
            return None;
        }
        let runs = || self.spaced.split(|c| c != ' ' && !part(c));
        let mut found: Vec<String> =
            runs().flat_map(|run| run.split(' ')).filter(|one| fits(one)).map(str::to_owned).collect();
        if found.is_empty() {
            found.extend(runs().flat_map(|run| {
                // Without an X that is the end of a word, or whole.
                let (_, tail) = run.split_once("X ").filter(|(before, _)| before.trim().is_empty()).unwrap_or_default();
                [without_blanks(run), without_blanks(tail)]
            }));
            found.retain(|one| fits(one));
        }
        found.dedup();
        <[String; 1]>::try_from(found).map(|[one]| one).ok()
    }

    /// The numbers that stand between words, each without its blanks; none where there are no words. A word is one of these, or has
    /// letters alone, five or more.
    pub fn between_words(&self, words: &[&str]) -> Vec<String> {
        let pieces = self.spaced.split(|c: char| !c.is_ascii_alphanumeric()).filter(|piece| !piece.is_empty());
        let is_word = |piece: &str| {
            let letters = piece.bytes().all(|b| b.is_ascii_alphabetic());
            letters && (piece.len() >= 5 || words.iter().any(|word| piece.eq_ignore_ascii_case(word)))
        };
        let (mut numbers, mut any, mut open) = (Vec::<String>::new(), false, false);
        for piece in pieces {
            let word = is_word(piece);
            any |= word;
            match numbers.last_mut() {
                _ if word => {}
                Some(number) if open => number.push_str(piece),
                _ => numbers.push(piece.to_owned()),
            }
            open = !word;
        }
        numbers.retain(|_| any);
        numbers
    }

    /// What is left without the words and signs in front of and behind it. Letters and digits of ASCII stay.
    pub fn core(&self) -> &str {
        self.text.trim_matches(|c: char| !c.is_ascii_alphanumeric())
    }
}

fn without_blanks(text: &str) -> String {
    text.split(' ').collect()
}
