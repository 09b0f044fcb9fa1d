//! Citizen Center: config, client, run.

use citizen_center::app::{self, Setup};
use citizen_center::fetch::{self, Backend, Config, Routes};
use citizen_center::platform::location::Mode;
use citizen_center::platform::{crash, start};
use citizen_center::words::Words;

fn main() {
    crash::explain();
    let handed = start::read();
    let config = match Config::parse(&handed.config) {
        Ok(config) => config,
        Err(why) => {
            start::complain(&why.reason());
            return start::failed("config");
        }
    };
    let Ok(words) = Words::parse(&handed.words) else { return start::failed("words") };
    let mode = match config.routes {
        Routes::Hash => Mode::Hash,
        Routes::Path => Mode::Path,
    };
    app::run(Setup {
        demo: config.backend == Backend::Embedded,
        fetch: fetch::client(config.backend, handed.worker),
        mode,
        lang: handed.lang,
        words,
    });
}
