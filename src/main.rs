//! Citizen Center: config, client, run.

use citizen_center::app::{self, Setup};
use citizen_center::fetch::{self, Backend, Config, Routes, Surroundings, Transports};
use citizen_center::platform::location::Mode;
use citizen_center::platform::{clock, crash, start};
use citizen_center::ui::Deployment;
use citizen_center::words::Words;
use journey::EmbedderCode;

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
    let around = Surroundings::browser(|| clock::now().ms(), clock::bits, handed.lock);
    let transports = Transports { worker: handed.worker, embedder: handed.embedder, around };
    let Some(fetch) = fetch::client(&config.backend, transports) else {
        start::complain("config.json: /backend/kind: embedder, but window.citizenCenter.fetch is not there");
        return start::failed("config");
    };
    let Ok(words) = Words::parse(&handed.words) else { return start::failed("words") };
    let mode = match config.routes {
        Routes::Hash => Mode::Hash,
        Routes::Path => Mode::Path,
        Routes::Memory => Mode::Memory,
    };
    let (help_lines, fallback) = (config.help_lines, config.language_fallback);
    let deployment = Deployment::new(&handed.languages, help_lines.social, help_lines.medical, fallback);
    let demo = config.backend == Backend::Embedded;
    let code = EmbedderCode { code: handed.code, nonce: handed.nonce };
    let code = Some(code).filter(|code| !code.code.is_empty() && !code.nonce.is_empty());
    let embedder = (handed.embedder_signs_in, code);
    app::run(Setup { demo, fetch, mode, lang: handed.lang, words, deployment, embedder });
}
