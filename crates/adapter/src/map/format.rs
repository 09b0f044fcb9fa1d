//! Days and times in figures: `YYYYMM`, `YYYY-MM-DD hh:mm:ss`, `YYYY年MM月`.

/// A format: letters stand for digits, everything else for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Format(String);

/// The letters, in the order in which values are given and taken.
const LETTERS: [char; 6] = ['Y', 'M', 'D', 'h', 'm', 's'];

/// Year, month, day, hour, minute, second.
pub(crate) type Figures = [Option<u32>; 6];

impl Format {
    /// A format that has year and month, and of the following ones as many as are needed.
    pub(crate) fn parse(text: &str, needed: usize, most: usize) -> Option<Self> {
        if text.chars().count() > 40 {
            return None;
        }
        let count = |letter: char| text.chars().filter(|c| *c == letter).count();
        let right = |(n, letter): (usize, &char)| {
            let (has, whole) = (count(*letter), if n == 0 { 4 } else { 2 });
            (has == whole && text.contains(&letter.to_string().repeat(whole)) && n < most) || (has == 0 && n >= needed)
        };
        let plain = text.chars().all(|c| !c.is_ascii_alphanumeric() || LETTERS.contains(&c) || c == 'T');
        (plain && LETTERS.iter().enumerate().all(right)).then(|| Self(text.to_owned()))
    }

    /// Takes a text apart.
    pub(crate) fn read(&self, text: &str) -> Option<Figures> {
        let mut figures = [None; 6];
        let mut rest = text.chars();
        for expected in self.0.chars() {
            let c = rest.next()?;
            match LETTERS.iter().position(|letter| *letter == expected) {
                // At most four digits: no format has more of one letter.
                Some(n) => figures[n] = Some(figures[n].unwrap_or(0) * 10 + c.to_digit(10)?),
                None if c == expected => {}
                None => return None,
            }
        }
        rest.next().is_none().then_some(figures)
    }

    /// Puts one together.
    pub(crate) fn write(&self, figures: Figures) -> String {
        let mut left: Vec<u32> = figures.iter().map(|figure| figure.unwrap_or(0)).collect();
        let mut digits: Vec<char> = self.0.chars().rev().collect();
        for place in &mut digits {
            if let Some(n) = LETTERS.iter().position(|letter| letter == place) {
                *place = char::from_digit(left[n] % 10, 10).unwrap_or('0');
                left[n] /= 10;
            }
        }
        digits.into_iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn what_was_written_is_read_again() {
        let figures = [Some(2026), Some(11), Some(3), Some(9), Some(5), Some(0)];
        for (format, text) in [
            ("YYYYMMDDhhmmss", "20261103090500"),
            ("YYYY-MM-DD hh:mm:ss", "2026-11-03 09:05:00"),
            ("DD/MM/YYYYThhmmss", "03/11/2026T090500"),
        ] {
            let format = Format::parse(format, 3, 6).unwrap();
            assert_eq!(format.write(figures), text);
            assert_eq!(format.read(text), Some(figures));
        }
        let month = Format::parse("YYYY年MM月", 2, 2).unwrap();
        assert_eq!(month.read("2026年11月").map(|f| (f[0], f[1])), Some((Some(2026), Some(11))));
        for other in ["2026年1月", "2026年11月 ", "2026-11", "", "２０２６年11月"] {
            assert_eq!(month.read(other), None, "{other}");
        }
    }

    #[test]
    fn a_format_has_what_it_needs_and_nothing_else() {
        for (text, needed, most) in [
            ("YYYYM", 2, 2),
            ("YYMM", 2, 2),
            ("MM", 2, 2),
            ("YYYYMMDD", 2, 2),
            ("YYYYMM", 3, 3),
            ("YYYYMMx", 2, 2),
            ("YMYYYM", 2, 2),
        ] {
            assert_eq!(Format::parse(text, needed, most), None, "{text}");
        }
    }
}
