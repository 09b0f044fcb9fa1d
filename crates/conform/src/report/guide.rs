//! The cases as a list in Markdown, for the guide.

use crate::cases;
use std::fmt::Write;

/// All cases by group; those that write say so.
pub fn markdown() -> String {
    let all: Vec<_> = cases::all().collect();
    let mut out = String::new();
    for group in all.chunk_by(|a, b| a.group == b.group) {
        let name = group.first().map_or("", |case| case.group);
        // Writing to a `String` does not fail.
        let _ = write!(out, "\n**{name}** ({})\n\n", group.len());
        for case in group {
            let _ = writeln!(out, "- {}{}", case.name, if case.writes { " *(writes)*" } else { "" });
        }
    }
    let writing = all.iter().filter(|case| case.writes).count();
    let _ = write!(out, "\n{} cases, {writing} of which write.\n", all.len());
    out
}
