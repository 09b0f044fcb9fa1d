//! Icons: one outline style, 24 units square, drawn with a line in the text's colour.

use crate::ui::vdom::{El, svg};

/// An icon. The number is its place in [`PATHS`].
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named for what it shows")]
pub enum Icon {
    Home,
    Apps,
    Card,
    User,
    Shield,
    Umbrella,
    Search,
    Forward,
    Back,
    Down,
    Check,
    Cross,
    CheckCircle,
    CrossCircle,
    Warning,
    Info,
    Clock,
    Location,
    Phone,
    Bank,
    File,
    List,
    Lock,
    Eye,
    EyeOff,
    Refresh,
    Copy,
    Download,
    Question,
    Settings,
    Calendar,
    LinkOff,
    Stop,
    Pause,
    Heart,
    Medical,
    Briefcase,
    Book,
    Language,
    Bell,
    TextSize,
    Contrast,
    City,
    People,
    Undo,
    Outside,
    Qr,
    Chart,
    Yuan,
    Car,
    Edit,
    More,
}

/// The ring that several icons stand in.
macro_rules! ring {
    ($inner:literal) => {
        concat!("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z", $inner)
    };
}

const PATHS: [&str; Icon::More as usize + 1] = [
    "M3 11.5 12 4l9 7.5M5.5 9.5V20h13V9.5M10 20v-6h4v6",
    "M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z",
    "M4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-11A1.5 1.5 0 0 1 4.5 5zM3 9.5h18M6.5 15h4",
    "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-3.8 3.6-6 7.5-6s6.9 2.2 7.5 6",
    "M12 3l7.5 2.8v5.7c0 4.4-3 7.7-7.5 9.5-4.5-1.8-7.5-5.1-7.5-9.5V5.8zM8.8 12l2.3 2.3 4.3-4.5",
    "M12 3v1M3 12.5a9 9 0 0 1 18 0zM12 12.5V19a2 2 0 0 1-4 0",
    "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5l5 5",
    "M9 5l7 7-7 7",
    "M15 5l-7 7 7 7",
    "M5 9l7 7 7-7",
    "M5 12.5l4.5 4.5L19.5 7",
    "M6 6l12 12M18 6L6 18",
    ring!("M8 12.3l2.8 2.8 5.2-5.6"),
    ring!("M9 9l6 6M15 9l-6 6"),
    "M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.1",
    ring!("M12 11v5.5M12 7.6v.1"),
    ring!("M12 7v5.3l3.5 2"),
    "M12 21.5c4.5-4.3 7-7.8 7-11.3a7 7 0 0 0-14 0c0 3.5 2.5 7 7 11.3zM12 12.7a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z",
    "M7.5 3.5L10 8.5l-2.2 1.7a12.5 12.5 0 0 0 6 6L15.5 14l5 2.5-.7 3.2a1.5 1.5 0 0 1-1.5 1.2C10.8 20.5 3.5 13.2 3.1 5.7a1.5 1.5 0 0 1 1.2-1.5z",
    "M3.5 9.5L12 4l8.5 5.5zM3.5 20h17M6 9.5V17M10 9.5V17M14 9.5V17M18 9.5V17",
    "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6M9 16h6",
    "M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4 6.5h.5M4 12h.5M4 17.5h.5",
    "M5.5 11h13v9.5h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 15v2",
    "M2.5 12C4.7 7.8 8 5.7 12 5.7s7.3 2.1 9.5 6.3c-2.2 4.2-5.5 6.3-9.5 6.3S4.7 16.2 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
    "M5.8 7.9C4.5 8.9 3.4 10.3 2.5 12c2.2 4.2 5.5 6.3 9.5 6.3 1.3 0 2.4-.2 3.5-.6M9.3 6c.9-.2 1.7-.3 2.7-.3 4 0 7.3 2.1 9.5 6.3-.7 1.4-1.6 2.5-2.6 3.5M10 9.8a3 3 0 0 0 4.2 4.2M4 4l16 16",
    "M20 5v5h-5M4 19v-5h5M19.3 10A7.7 7.7 0 0 0 5.7 8M4.7 14a7.7 7.7 0 0 0 13.6 2",
    "M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4",
    "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 19.5h15",
    ring!("M9.5 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.8M12 16.6v.1"),
    "M4 7h8.8M17.2 7H20M4 17h2.8M11.2 17H20M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
    "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
    "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1M4 4l16 16",
    ring!("M8.5 12h7"),
    ring!("M10 9v6M14 9v6"),
    "M12 20.5C6.5 16.7 3.5 13.4 3.5 9.7a4.5 4.5 0 0 1 8.5-2 4.5 4.5 0 0 1 8.5 2c0 3.7-3 7-8.5 10.8z",
    "M9.5 4h5v5.5H20v5h-5.5V20h-5v-5.5H4v-5h5.5z",
    "M3.5 8h17v12h-17zM9 8V5h6v3M3.5 13h17",
    "M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-14C17 4.5 14 5 12 6.5zM12 6.5v14",
    ring!("M3 12h18M12 3c2.5 2.5 3.7 5.5 3.7 9s-1.2 6.5-3.7 9c-2.5-2.5-3.7-5.5-3.7-9S9.5 5.5 12 3z"),
    "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 21h4",
    "M3 19L8.5 5 14 19M5 14.5h7M15 19l3.5-9L22 19M16.2 16h4.6",
    ring!("M12 3v18M12 7l6.5-1.5M12 12h9M12 17l6.5 1.5"),
    "M4.5 20.5v-15l7-2.5v17.5M11.5 9h8v11.5M3 20.5h18M7.5 8.5h1M7.5 12h1M7.5 15.5h1M15 12.5h1M15 16h1",
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.5-3.3 3.1-5 6.5-5s6 1.7 6.5 5M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.9c2 .7 3.2 2.3 3.5 4.6",
    "M8 5L3.5 9.5 8 14M3.5 9.5H14a5.5 5.5 0 0 1 0 11H8",
    "M14 4h6v6M20 4l-9 9M17.5 13.5V20H4V6.5h6.5",
    "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5zM20 14v.5M14 20v-.5",
    "M4 20h16M6.5 20v-6M12 20V6M17.5 20v-9.5",
    ring!("M8.5 7.5L12 12l3.5-4.5M12 12v5M9 12.5h6M9 15h6"),
    "M4 16.5v-5L6 6h12l2 5.5v5zM4 11.5h16M6 16.5V19M18 16.5V19M7.5 14h1M15.5 14h1",
    "M4 20l1-4.5L16 4.5 19.5 8 8.5 19zM13.5 7l3.5 3.5",
    "M5 12.8a.8.8 0 1 0 0-1.6.8.8 0 0 0 0 1.6zM12 12.8a.8.8 0 1 0 0-1.6.8.8 0 0 0 0 1.6zM19 12.8a.8.8 0 1 0 0-1.6.8.8 0 0 0 0 1.6z",
];

/// An icon that says nothing by itself: the text beside it, or the label of its button, does.
pub fn icon(icon: Icon) -> El {
    draw(icon)
}

pub(super) fn draw(icon: Icon) -> El {
    let path = PATHS.get(icon as usize).copied().unwrap_or_default();
    svg("svg")
        .class("icon")
        .class_if(matches!(icon, Icon::Forward | Icon::Back | Icon::Undo | Icon::Outside), "icon--turns")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(svg("path").attr("d", path))
}
