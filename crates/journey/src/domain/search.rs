//! Searching: what differs only in how it is written is the same.

use contract::values::{is_invisible, plain};

/// The longest search text, in characters.
const LONGEST: usize = 40;

/// U+00C0 to U+017F without their marks, in small letters; a dot for what is no letter.
const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrsssssssstttttt\
    uuuuuuuuuuuuwwyyyzzzzzzs";
/// The same from U+01CD to U+01DC: pinyin's.
const PINYIN: &[u8; 16] = b"aaiioouuuuuuuuuu";

/// A search text as it is kept: a long one is cut, once what cannot be seen and blanks around it are gone.
pub fn cut_query(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.trim().chars().filter(|c| !is_invisible(*c)).take(LONGEST).collect()
}

/// A text without case, width, spaces, tone marks and punctuation. The vowel that is written ü, v or u on different keyboards
/// is one.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = plain(c).to_ascii_lowercase();
        let code = u32::from(c);
        let base = match code {
            0xc0..=0x17f => char::from(LATIN[code as usize - 0xc0]),
            0x1cd..=0x1dc => char::from(PINYIN[code as usize - 0x1cd]),
            0x1f8 | 0x1f9 => 'n',
            0x1e3e | 0x1e3f => 'm',
            // Greek and Cyrillic capitals.
            0x391..=0x3a9 | 0x410..=0x42f => char::from_u32(code + 0x20).unwrap_or(c),
            0x400..=0x40f => char::from_u32(code + 0x50).unwrap_or(c),
            _ => c,
        };
        let dropped = match u32::from(base) {
            0..=0x7f => !base.is_ascii_alphanumeric(),
            // Signs, marks put on letters, punctuation and spaces of any width.
            0x80..=0xbf
            | 0xd7
            | 0xf7
            | 0x2b0..=0x36f
            | 0x2000..=0x206f
            | 0x20d0..=0x20ff
            | 0x3000..=0x3004
            | 0x3008..=0x3020
            | 0x30fb
            | 0xfe00..=0xfe6f
            | 0xfeff..=0xff20
            | 0xff3b..=0xff40
            | 0xff5b..=0xff65 => true,
            _ => is_invisible(base),
        };
        if !dropped {
            out.push(if base == 'v' { 'u' } else { base });
        }
    }
    out
}

/// All names of something, each of which may be several with `|` between, folded. Nothing that is found reaches from one name
/// into the next.
fn folded<'a>(names: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    names.iter().flat_map(|name| name.split('|')).map(fold)
}

/// Whether a search finds something by one of its names: the search as a whole is in a name, or each of its words is in one, if
/// none is shorter than three letters or a Chinese character: one or two letters are in most names.
pub fn finds(query: &str, names: &[&str]) -> bool {
    let mut all = String::new();
    for name in folded(names) {
        all.push_str(&name);
        all.push(' ');
    }
    all.contains(&fold(query)) || query.split_whitespace().map(fold).all(|word| word.len() > 2 && all.contains(&word))
}

/// Whether a search that finds nothing may have meant it: a name is in the search, which may be a sentence without blanks, or one
/// of its words is in a name.
pub fn nearly_finds(query: &str, names: &[&str]) -> bool {
    // Two Chinese characters, or four letters.
    let says_much = |word: &str| word.len() >= if word.is_ascii() { 4 } else { 6 };
    let all = fold(query);
    let words: Vec<String> = query.split_whitespace().map(fold).filter(|word| says_much(word)).collect();
    folded(names)
        .any(|name| (says_much(&name) && all.contains(&name)) || words.iter().any(|word| name.contains(word.as_str())))
}

#[cfg(test)]
mod tests {
    use super::{LATIN, cut_query, finds, fold, nearly_finds};

    #[test]
    fn case_width_spaces_and_tone_marks_do_not_count() {
        for (text, folded) in [
            ("shi'l", "shil"),
            ("Shì Lì", "shili"),
            ("shi\u{300} li\u{300}", "shili"),
            ("ＳＨＩ　ｌｉ", "shili"),
            (" 社 保·卡 ", "社保卡"),
            ("“挂失”？", "挂失"),
            ("ǎǐǒǔ ǹ ḿ ê", "aiounme"),
            ("Lǜshùn", "lushun"),
            ("lvshun", "lushun"),
            ("LÜSHUN", "lushun"),
            ("１２３３３", "12333"),
            ("e-card", "ecard"),
            ("Ǆ", "Ǆ"),
            ("ЯЁ Ω", "яё\u{3c9}"),
            ("\u{200b}养\u{feff}老", "养老"),
            ("ئۇيغۇر", "ئۇيغۇر"),
            ("' -", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
        assert!(LATIN.iter().all(|b| b.is_ascii_lowercase() || *b == b'.'));
    }

    #[test]
    fn a_search_is_in_one_name_or_its_words_are_in_several() {
        let names = ["Social Security Card", "社保卡|shebaoka|sbk|lost card"];
        for found in ["SOCIAL", "curity c", "社 保", "she bao ka", "SBK", "card lost", "lost　security", ""] {
            assert!(finds(found, &names), "{found}");
        }
        for absent in ["cards", "卡s", "卡 医", "so ca", "sbka", "kasbk"] {
            assert!(!finds(absent, &names), "{absent}");
        }
    }

    #[test]
    fn a_sentence_nearly_finds_what_it_names() {
        let names = ["Report the card lost", "挂失|丢卡|卡丢了|lost card|report lost"];
        for found in ["社保卡挂失", "lost my card", "卡丢了怎么办", "report loss", "how do I report it", "怎么 挂失"]
        {
            assert!(!finds(found, &names) && nearly_finds(found, &names), "{found}");
        }
        for absent in ["怎么办", "the bus", "停保", "?", ""] {
            assert!(!nearly_finds(absent, &names), "{absent}");
        }
    }

    #[test]
    fn a_long_search_is_cut_once_it_is_cleaned() {
        assert_eq!(cut_query(&"x".repeat(100)).len(), 40);
        assert_eq!(cut_query(&format!("{}示例", " ".repeat(60))), "示例");
        assert_eq!(cut_query("  ASHI"), "  ASHI");
    }
}
