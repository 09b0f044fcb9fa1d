//! What is kept on the device, an entry for each text: what one tab keeps, another one does not overwrite.

use std::rc::Rc;

use journey::{Event, Keep, Kept, Stored};

use super::Send;
use crate::platform::storage;

const fn name(what: Keep) -> &'static str {
    match what {
        Keep::Settings => "citizen.settings",
        Keep::Draft => "citizen.draft",
        Keep::Sending => "citizen.sending",
        Keep::SignOut => "citizen.sign-out",
    }
}

/// The name of an entry: that of its kind, and after a dot which of its kind it is.
fn entry(what: Keep, of: &str) -> String {
    let dot = if of.is_empty() { "" } else { "." };
    [name(what), dot, of].concat()
}

/// What an entry of that name is; `None` where it is none of these.
fn parse(entry: &str) -> Option<(Keep, String)> {
    Keep::ALL.into_iter().find_map(|what| {
        let rest = entry.strip_prefix(name(what))?;
        let of = if rest.is_empty() { rest } else { rest.strip_prefix('.')? };
        Some((what, of.to_owned()))
    })
}

/// What was kept before.
pub fn read() -> Stored {
    let kept = |entry: String| {
        let (what, of) = parse(&entry)?;
        Some(Kept { what, of, text: storage::read(&entry)? })
    };
    Stored(storage::names().into_iter().filter_map(kept).collect())
}

/// Keeps a text, or forgets it.
pub fn write(what: Keep, of: &str, text: Option<&str>) {
    storage::write(&entry(what, of), text);
}

/// Tells each time another tab keeps a text, or forgets one.
pub fn follow(send: Send) {
    storage::follow(Rc::new(move |entry, text| {
        if let Some((what, of)) = parse(&entry) {
            send(Event::KeptElsewhere { what, of, text });
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::{entry, parse};
    use journey::Keep;

    #[test]
    fn each_text_has_an_entry_of_its_own_and_version_0_1_had_one_for_a_kind() {
        for (what, of, name) in [
            (Keep::Settings, "", "citizen.settings"),
            (Keep::Draft, "", "citizen.draft"),
            (Keep::Draft, "report_loss.c-1.x 甲", "citizen.draft.report_loss.c-1.x 甲"),
            (Keep::Sending, "0af7", "citizen.sending.0af7"),
            (Keep::SignOut, "", "citizen.sign-out"),
        ] {
            assert_eq!(entry(what, of), name);
            assert_eq!(parse(name), Some((what, of.to_owned())));
        }
        for other in ["citizen.lang", "citizen.acted", "citizen.drafts", "citizen", "", "draft.x"] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
