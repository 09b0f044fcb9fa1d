//! What the command is called with.

use crate::api::Rates;
use crate::clock::Clock;
use crate::limit::Rate;
use crate::log::{Log, stderr};
use crate::serve::Config;
use crate::site::{Origin, Site};
use crate::store::Keys;
use backend::SessionLimits;
use clap::Parser;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Serves the app in dist/ and the reference backend, on one SQLite file
#[derive(Debug, Parser)]
#[allow(clippy::struct_excessive_bools, clippy::doc_markdown, reason = "each is a flag; read in a terminal")]
#[command(
    name = "citizen-server",
    after_help = "With --static, headers, compressed copies, pages and refusals are those that the files have in front of \
                  the backend, and the config.json is the build's own. A build that has changed is served from the next \
                  request on."
)]
pub struct Args {
    /// Serves the files in --dist alone: no database, no API, no log of requests
    #[arg(long = "static", conflicts_with_all = [
        "behind_proxy", "db", "key", "idle_seconds", "session_seconds", "tries_per_minute", "demo",
    ])]
    files_only: bool,
    /// Port; 0 is any that is free
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// Address to listen at; another one than this machine's own needs --origin
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// Where people reach it: https://host[:port], TLS being a proxy's in front of it
    #[arg(long, value_name = "URL")]
    origin: Option<Origin>,
    /// A proxy stands in front. Those listed (127.0.0.1,10.0.0.0/8) are trusted to say in X-Forwarded-For who asks; one
    /// that is not listed is not believed, and all who come through it count as one
    #[arg(long, value_name = "PROXIES", num_args = 0..=1, default_missing_value = "")]
    behind_proxy: Option<String>,
    /// The SQLite file, made if it is not there
    #[arg(long, value_name = "FILE", default_value = "citizen.db")]
    db: PathBuf,
    /// The key file: without it the database cannot be read. Made with a new database; 64 hexadecimal digits. Without this
    /// option it lies beside the database, which is right for a trial: keep it elsewhere, as its copies lie with those of it
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// The app's build
    #[arg(long, value_name = "DIR", default_value = "dist")]
    dist: PathBuf,
    /// Files for domain verification, served at the root as they are
    #[arg(long, value_name = "DIR")]
    files: Option<PathBuf>,
    /// The app's config.json; without it one that names this server, or with --static the build's own
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A session ends after so many seconds without a request
    #[arg(long, value_name = "SECONDS", default_value_t = 900, value_parser = clap::value_parser!(u32).range(1..))]
    idle_seconds: u32,
    /// A session ends after so many seconds in any case
    #[arg(long, value_name = "SECONDS", default_value_t = 43_200, value_parser = clap::value_parser!(u32).range(1..))]
    session_seconds: u32,
    /// Sign-ins and verifications a minute for one ID number from one address (6 without it); five times as many from one
    /// address for all
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    tries_per_minute: Option<u32>,
    /// Connections at a time
    #[arg(long, value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u16).range(1..))]
    connections: u16,
    /// Connections at a time of one address of IPv4, or of one network of IPv6 (56 bits)
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..))]
    connections_per_network: u16,
    /// A secret of at least 32 bytes: pseudonyms in the log are the same as long as it is. Without it they are new ones
    /// at each start
    #[arg(long, value_name = "FILE")]
    log_key: Option<PathBuf>,
    /// How many seconds requests that have begun are waited for at the end
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    stop_seconds: u64,
    /// Fills a new database with made-up people, whose numbers and password everybody knows, and prints the codes of messages;
    /// without it there is nobody, and codes are never shown
    #[arg(long)]
    pub demo: bool,
    /// Opens what wrong answers have locked for one person, whose ID number it reads from standard input, and ends: for a
    /// counter of the agency. A server may be at work on the same file
    #[arg(long, conflicts_with = "files_only")]
    pub unlock: bool,
    /// Ends when its standard input closes
    #[arg(long)]
    pub with_input: bool,
    /// Ends by itself after so many seconds, whatever happens to who has started it
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub end_after_seconds: Option<u64>,
}

impl Args {
    /// What they ask the server to be.
    ///
    /// # Errors
    /// What is wrong with them, for a person to read.
    pub fn config(&self) -> Result<Config, String> {
        if !self.listen.is_loopback() && !self.files_only && self.origin.is_none() {
            return Err(format!(
                "--listen {} lets others in: say with --origin under which address they come, as cookies and the \
                 check against forged requests rest on it",
                self.listen
            ));
        }
        let read = |file: &PathBuf| std::fs::read_to_string(file).map_err(|why| format!("{}: {why}", file.display()));
        let clock = Clock::system();
        let listed = self.behind_proxy.as_deref().filter(|listed| !listed.is_empty());
        let proxies = listed.map(|listed| listed.parse().map_err(|why| format!("--behind-proxy {why}"))).transpose()?;
        let log = Log::new(clock.clone(), if self.files_only { Arc::new(|_| {}) } else { stderr() });
        Ok(Config {
            listen: SocketAddr::new(self.listen, self.port),
            files_only: self.files_only,
            key: self.key.clone().unwrap_or_else(|| Keys::beside(&self.db)),
            db: self.db.clone(),
            demo: self.demo,
            dist: self.dist.clone(),
            files: self.files.clone(),
            config: self.config.as_ref().map(read).transpose()?,
            site: Site {
                origin: self.origin.clone(),
                behind_proxy: self.behind_proxy.is_some(),
                proxies: proxies.unwrap_or_default(),
            },
            sessions: SessionLimits { idle_seconds: self.idle_seconds, absolute_seconds: self.session_seconds },
            rates: self.tries_per_minute.map_or_else(Rates::default, rates),
            connections: self.connections.into(),
            per_network: self.connections_per_network.into(),
            sender: None,
            silence: Duration::from_secs(20),
            patience: Duration::from_secs(self.stop_seconds),
            log: match &self.log_key {
                Some(file) => log.keyed(&secret(file)?),
                None => log,
            },
            clock,
        })
    }
}

/// The bytes of a file with a secret.
fn secret(file: &PathBuf) -> Result<Vec<u8>, String> {
    let bytes = std::fs::read(file).map_err(|why| format!("{}: {why}", file.display()))?;
    if bytes.len() < 32 {
        return Err(format!("{}: fewer than 32 bytes are no secret", file.display()));
    }
    Ok(bytes)
}

fn rates(per_minute: u32) -> Rates {
    let many = per_minute.saturating_mul(5);
    Rates { subject: Rate { burst: per_minute.max(10), per_minute }, address: Rate { burst: many, per_minute: many } }
}

#[cfg(test)]
mod tests {
    use super::Args;
    use crate::serve::Config;
    use clap::{CommandFactory, Parser};

    fn parsed(line: &str) -> Result<Args, String> {
        Args::try_parse_from(["citizen-server"].into_iter().chain(line.split_whitespace()))
            .map_err(|why| why.to_string())
    }

    fn config(line: &str) -> Result<Config, String> {
        parsed(line)?.config()
    }

    #[test]
    fn nothing_said_is_this_machine_only_and_no_codes() {
        assert!(!parsed("").unwrap().demo);
        let config = config("").unwrap();
        assert!(!config.demo && config.key.as_os_str() == "citizen.db.key");
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!((config.sessions.idle_seconds, config.sessions.absolute_seconds), (900, 43_200));
        assert_eq!((config.rates.subject.burst, config.rates.subject.per_minute), (10, 6));
        assert!(!config.site.is_secure() && config.files.is_none() && config.config.is_none() && !config.files_only);
    }

    #[test]
    fn what_is_said_is_taken() {
        let line = "--port 0 --listen 0.0.0.0 --origin https://a.example --behind-proxy 10.0.0.0/8,::1 --db x.db --key k --dist d --files f \
                    --idle-seconds 60 --session-seconds 600 --tries-per-minute 60 --stop-seconds 3 --demo";
        assert!(parsed(line).unwrap().demo);
        let config = config(line).unwrap();
        assert!(config.site.is_secure() && !config.site.lacks_proxies());
        assert!(config.site.proxies.has("10.1.2.3".parse().unwrap()));
        assert!(config.demo && config.key.as_os_str() == "k");
        assert_eq!(config.listen.to_string(), "0.0.0.0:0");
        assert_eq!((config.sessions.idle_seconds, config.sessions.absolute_seconds), (60, 600));
        assert_eq!((config.rates.subject.per_minute, config.rates.address.per_minute), (60, 300));
        assert_eq!(config.patience.as_secs(), 3);
    }

    #[test]
    fn a_proxy_may_stand_in_front_that_is_not_listed() {
        for line in ["--behind-proxy", "--behind-proxy --port 0", "--origin https://a.example"] {
            assert!(config(line).unwrap().site.lacks_proxies(), "{line}");
        }
        assert!(!config("").unwrap().site.lacks_proxies());
    }

    #[test]
    fn files_alone_need_no_origin() {
        let args = parsed("--static --listen 0.0.0.0 --with-input --end-after-seconds 1800").unwrap();
        assert_eq!((args.with_input, args.end_after_seconds), (true, Some(1800)));
        assert!(args.config().unwrap().files_only);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, word) in [
            ("--port", "--port"),
            ("--port x", "x"),
            ("--listen 0.0.0.0", "--origin"),
            ("--listen :: ", "--origin"),
            ("--origin http://a.example", "TLS"),
            ("--idle-seconds 0", "0 is not in 1.."),
            ("--end-after-seconds 0", "0 is not in 1.."),
            ("--behind-proxy 10.0.0.0/33", "10.0.0.0/33"),
            ("--behind-proxy proxy.example", "proxy.example"),
            ("--connections-per-network 0", "0 is not in 1.."),
            ("--log-key no/such/file", "no/such/file"),
            ("--config no/such/file", "no/such/file"),
            ("--smoke", "--smoke"),
            ("--static --demo", "--demo"),
            ("--help", "Usage"),
        ] {
            let why = config(line).err().unwrap();
            assert!(why.contains(word), "{line}: {why}");
        }
    }

    #[test]
    fn every_option_is_explained() {
        let command = Args::command();
        command.clone().debug_assert();
        assert!(command.get_arguments().count() > 10);
        for option in command.get_arguments() {
            assert!(option.get_help().is_some(), "{option}");
        }
    }
}
