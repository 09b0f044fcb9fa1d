//! What the command is called with.

use crate::api::Rates;
use crate::clock::Clock;
use crate::limit::Rate;
use crate::log::{Log, stderr};
use crate::serve::Config;
use crate::site::Site;
use backend::SessionLimits;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// How the command is used.
pub const HELP: &str = "\
citizen-server [options]     serves the app in dist/ and the reference backend, on one SQLite file

  --port N                   port (8080; 0 is any that is free)
  --listen ADDRESS           address to listen at (127.0.0.1); another one than this machine's own needs --origin
  --origin URL               where people reach it: https://host[:port], TLS being a proxy's in front of it
  --behind-proxy             takes the client's address from the last entry of X-Forwarded-For
  --db FILE                  the SQLite file, made if it is not there (citizen.db)
  --dist DIR                 the app's build (dist)
  --files DIR                files for domain verification, served at the root as they are
  --config FILE              the app's config.json; without it one that names this server
  --idle-seconds N           a session ends after so long without a request (900)
  --session-seconds N        and after so long in any case (43200)
  --tries-per-minute N       sign-ins and verifications for one ID number (6); five times as many from one address
  --stop-seconds N           how long requests that have begun are waited for at the end (10)
  --demo                     prints the codes of messages; without it they are never shown
  --with-input               ends when its standard input closes
";

/// What was asked for.
pub enum Asked {
    /// To serve.
    Serve {
        /// With what.
        config: Box<Config>,
        /// Whether the codes of messages are printed.
        demo: bool,
        /// Whether it ends when its standard input closes.
        with_input: bool,
    },
    /// How it is used.
    Help,
}

/// Reads the arguments.
///
/// # Errors
/// What is wrong with them, for a person to read.
pub fn parse(args: impl IntoIterator<Item = String>) -> Result<Asked, String> {
    let mut args = args.into_iter();
    let (mut address, mut port) = (IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);
    let (mut demo, mut with_input) = (false, false);
    let (mut sessions, mut rates, mut site) = (SessionLimits::default(), Rates::default(), Site::default());
    let (mut db, mut dist, mut files, mut config) = (PathBuf::from("citizen.db"), PathBuf::from("dist"), None, None);
    let mut patience = 10;
    while let Some(name) = args.next() {
        let mut text = || args.next().ok_or_else(|| format!("{name} wants something after it"));
        match name.as_str() {
            "--port" => port = value(&name, &text()?)?,
            "--listen" => address = value(&name, &text()?)?,
            "--origin" => {
                let given = text()?;
                site.origin = Some(given.parse().map_err(|why| format!("--origin {given}: {why}"))?);
            }
            "--behind-proxy" => site.forwarded = true,
            "--db" => db = text()?.into(),
            "--dist" => dist = text()?.into(),
            "--files" => files = Some(PathBuf::from(text()?)),
            "--config" => {
                let file = text()?;
                config = Some(std::fs::read_to_string(&file).map_err(|why| format!("{file}: {why}"))?);
            }
            "--idle-seconds" => sessions.idle_seconds = positive(&name, &text()?)?,
            "--session-seconds" => sessions.absolute_seconds = positive(&name, &text()?)?,
            "--tries-per-minute" => {
                let per_minute = positive(&name, &text()?)?;
                let many = per_minute.saturating_mul(5);
                rates.subject = Rate { burst: per_minute.max(10), per_minute };
                rates.address = Rate { burst: many, per_minute: many };
            }
            "--stop-seconds" => patience = value(&name, &text()?)?,
            "--demo" => demo = true,
            "--with-input" => with_input = true,
            "--help" | "-h" => return Ok(Asked::Help),
            other => return Err(format!("there is no option {other}\n\n{HELP}")),
        }
    }
    if !address.is_loopback() && site.origin.is_none() {
        return Err(format!(
            "--listen {address} lets others in: say with --origin under which address they come, as cookies and the \
             check against forged requests rest on it"
        ));
    }
    let clock = Clock::system();
    let config = Config {
        listen: SocketAddr::new(address, port),
        db,
        dist,
        files,
        config,
        site,
        sessions,
        rates,
        sender: None,
        silence: Duration::from_secs(20),
        patience: Duration::from_secs(patience),
        log: Log::new(clock.clone(), stderr()),
        clock,
    };
    Ok(Asked::Serve { config: Box::new(config), demo, with_input })
}

fn value<T: FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{name} does not take {text}"))
}

fn positive(name: &str, text: &str) -> Result<u32, String> {
    value(name, text).and_then(|number| if number > 0 { Ok(number) } else { Err(format!("{name} is at least 1")) })
}

#[cfg(test)]
mod tests {
    use super::{Asked, HELP, parse};
    use crate::serve::Config;

    fn config(line: &str) -> Result<(Box<Config>, bool), String> {
        match parse(line.split_whitespace().map(str::to_owned))? {
            Asked::Serve { config, demo, .. } => Ok((config, demo)),
            Asked::Help => Err("help".to_owned()),
        }
    }

    #[test]
    fn nothing_said_is_this_machine_only_and_no_codes() {
        let (config, demo) = config("").unwrap();
        assert_eq!((config.listen.to_string().as_str(), demo), ("127.0.0.1:8080", false));
        assert_eq!((config.sessions.idle_seconds, config.sessions.absolute_seconds), (900, 43_200));
        assert!(!config.site.is_secure() && config.files.is_none() && config.config.is_none());
    }

    #[test]
    fn what_is_said_is_taken() {
        let line = "--port 0 --listen 0.0.0.0 --origin https://a.example --behind-proxy --db x.db --dist d --files f \
                    --idle-seconds 60 --session-seconds 600 --tries-per-minute 60 --stop-seconds 3 --demo";
        let (config, demo) = config(line).unwrap();
        assert!(demo && config.site.is_secure() && config.site.forwarded);
        assert_eq!(config.listen.to_string(), "0.0.0.0:0");
        assert_eq!((config.sessions.idle_seconds, config.sessions.absolute_seconds), (60, 600));
        assert_eq!((config.rates.subject.per_minute, config.rates.address.per_minute), (60, 300));
        assert_eq!(config.patience.as_secs(), 3);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, word) in [
            ("--port", "--port"),
            ("--port x", "x"),
            ("--listen 0.0.0.0", "--origin"),
            ("--listen :: ", "--origin"),
            ("--origin http://a.example", "TLS"),
            ("--idle-seconds 0", "at least 1"),
            ("--config no/such/file", "no/such/file"),
            ("--smoke", "--smoke"),
            ("--help", "help"),
        ] {
            let why = config(line).err().unwrap();
            assert!(why.contains(word), "{line}: {why}");
        }
    }

    #[test]
    fn every_option_is_explained() {
        let source = include_str!("args.rs");
        let options = source.split("match name.as_str()").nth(1).unwrap().split("other =>").next().unwrap();
        let named =
            options.split('"').filter(|text| text.starts_with("--") && !text.contains(' ') && *text != "--help");
        assert!(named.clone().count() > 10);
        for option in named {
            assert!(HELP.contains(option), "{option}");
        }
    }
}
