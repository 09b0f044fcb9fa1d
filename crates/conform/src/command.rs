//! The command line.

use crate::adapted::Adapted;
use crate::backend::{Backend, World};
use crate::case::Case;
use crate::cases;
use crate::http::Http;
use crate::kit::Kit;
use crate::reference::Reference;
use crate::report::{Table, junit, markdown};
use crate::roles::Roles;
use crate::run::{Choice, Count, run};
use crate::world::Here;
use adapter::Map;
use clap::Parser;
use contract::http::Header;
use std::fmt::Display;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

/// Tests whether a backend keeps the contract, case by case
#[derive(Debug, Parser)]
#[command(
    name = "conform",
    arg_required_else_help = true,
    override_usage = "conform --url URL [options]\n       conform --embedded [options]\n       conform --list|--markdown",
    after_help = "Ends with `N passed, N failed`; the exit code is 0 where none failed, 1 where one did, 2 where it was \
                  not run."
)]
#[allow(clippy::struct_excessive_bools, clippy::doc_markdown, reason = "each is a flag; read in a terminal")]
pub struct Options {
    /// Tests the backend at that address
    #[arg(long, conflicts_with = "embedded", required_unless_present_any = ["embedded", "list", "markdown"])]
    url: Option<String>,
    /// Tests the reference backend, in this process
    #[arg(long)]
    embedded: bool,
    /// Names all cases
    #[arg(long)]
    list: bool,
    /// Names all cases in Markdown, for the guide
    #[arg(long)]
    markdown: bool,
    /// The backend is of another shape; this file maps the contract to it
    #[arg(long, value_name = "FILE", requires = "url", conflicts_with = "embedded")]
    adapter: Option<PathBuf>,
    /// Who is who: a JSON file, see docs/conformance.md
    #[arg(long, value_name = "FILE")]
    roles: Option<PathBuf>,
    /// The same for one role: payer, employee, cardless, lockable
    #[arg(long, value_name = "ROLE=ID[:PASSWORD]")]
    sign_in: Vec<String>,
    /// The SMS code that everybody is sent
    #[arg(long)]
    code: Option<String>,
    /// Goes with every request other than GET, e.g. X-Citizen-Csrf:1
    #[arg(long, value_name = "NAME:VALUE", value_parser = header)]
    header: Vec<Header>,
    /// Leaves out what writes
    #[arg(long)]
    read_only: bool,
    /// Only the group of that name, or cases with it in their name; may be repeated
    #[arg(long, value_name = "WORD")]
    only: Vec<String>,
    /// How many seconds may be waited for one thing to run out
    #[arg(long, value_name = "SECONDS", default_value_t = 2)]
    patience: u32,
    /// How many seconds one request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    timeout: u32,
    /// Certificates (PEM) that are trusted instead of the public ones
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Writes the results as JUnit XML, too
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

impl Options {
    fn roles(&self) -> Result<Roles, String> {
        let mut roles = Roles::default();
        if let Some(path) = &self.roles {
            let text = std::fs::read_to_string(path).map_err(at(path))?;
            roles = Roles::parse(&text).map_err(at(path))?;
        }
        for one in &self.sign_in {
            roles.add(one).map_err(|why| format!("--sign-in: {why}"))?;
        }
        if let Some(code) = &self.code {
            roles.default_code(code);
        }
        Ok(roles)
    }
}

/// What is wrong with a file, with its name.
fn at<E: Display>(path: &Path) -> impl Fn(E) -> String {
    move |why| format!("{}: {why}", path.display())
}

fn map(path: &Path) -> Result<Map, String> {
    let text = std::fs::read_to_string(path).map_err(at(path))?;
    let lines = |wrong: Vec<adapter::Wrong>| {
        let all: Vec<_> = wrong.iter().map(|w| format!("  {}: not {}", w.at, w.what)).collect();
        all.join("\n")
    };
    Map::parse(&text).map_err(|wrong| format!("{}:\n{}", path.display(), lines(wrong)))
}

fn header(text: &str) -> Result<Header, &'static str> {
    let (name, value) = text.split_once(':').ok_or("it is NAME:VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// Does what was asked for; gives whether no case failed.
///
/// # Errors
/// Says why it could not be done.
pub async fn execute(options: Options) -> Result<bool, String> {
    if options.markdown {
        print!("{}", markdown());
    } else if options.list {
        cases::all().for_each(|case| println!("{}: {}", case.group, case.name));
    } else {
        return test(&options).await;
    }
    Ok(true)
}

async fn test(options: &Options) -> Result<bool, String> {
    let choice = Choice { read_only: options.read_only, only: options.only.clone() };
    let chosen: Vec<&'static Case> = choice.cases().collect();
    if chosen.is_empty() {
        return Err(format!("no case fits {:?}; --list names them all", choice.only));
    }
    let name = options.url.clone().unwrap_or_else(|| "the reference backend".to_owned());
    let kit = kit(options).await?;
    let table = Table::new(chosen.into_iter(), std::io::stdout().is_terminal());
    let all = run(&kit, &choice, |outcome| println!("{}", table.line(outcome))).await;
    if let Some(path) = &options.junit {
        std::fs::write(path, junit(&name, &all)?).map_err(at(path))?;
    }
    let count = Count::of(&all);
    println!("\n{}", Table::close(count));
    Ok(count.failed == 0)
}

async fn kit(options: &Options) -> Result<Kit, String> {
    let (roles, headers) = (options.roles()?, options.header.clone());
    let map = options.adapter.as_deref().map(map).transpose()?;
    let authority = options.ca.as_ref().map(|path| std::fs::read(path).map_err(at(path))).transpose()?;
    let Some(url) = &options.url else {
        let reference = Reference::new();
        let roles = reference.roles().await;
        return Ok(Kit::new(Rc::new(reference.clone()), Rc::new(reference), roles, headers));
    };
    let limit = Duration::from_secs(u64::from(options.timeout));
    let world: Rc<dyn World> = Rc::new(Here::new(options.patience));
    let mut backend: Rc<dyn Backend> = Rc::new(Http::new(url, limit, authority.as_deref())?);
    let over_tls = url.starts_with("https://");
    if let Some(map) = map {
        backend = Rc::new(Adapted::new(backend, map, world.clone(), over_tls));
    }
    let kit = Kit::new(backend, world, roles, headers);
    Ok(if over_tls { kit.over_tls() } else { kit })
}

#[cfg(test)]
mod tests {
    use super::{Options, execute};
    use clap::{CommandFactory, Parser};

    fn parse(line: &str) -> Result<Options, String> {
        Options::try_parse_from(["conform"].into_iter().chain(line.split_whitespace())).map_err(|why| why.to_string())
    }

    #[test]
    fn the_options_are_understood() {
        let options = parse(
            "--url https://api.example.gov --sign-in payer=1:135790 --code 000000 --header X-Citizen-Csrf:1 \
             --read-only --only paging --patience 60 --timeout 5 --junit out.xml",
        )
        .unwrap();
        assert_eq!(options.header, [("X-Citizen-Csrf".to_owned(), "1".to_owned())]);
        assert!(options.read_only && options.only == ["paging"]);
        assert_eq!((options.patience, options.timeout), (60, 5));
    }

    #[test]
    fn every_option_is_explained() {
        let command = Options::command();
        command.clone().debug_assert();
        assert!(command.get_arguments().all(|option| option.get_help().is_some()));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, says) in [
            ("", "--embedded"),
            ("--read-only", "--url <URL>"),
            ("--embedded --url http://localhost", "cannot be used with"),
            ("--url", "a value is required"),
            ("--embedded --patience long", "'long'"),
            ("--embedded --header nothing", "NAME:VALUE"),
            ("--embedded --roles /nowhere/roles.json", "/nowhere/roles.json"),
            ("--embedded --adapter /nowhere/map.json", "cannot be used with"),
            ("--url http://localhost --adapter /nowhere/map.json", "/nowhere/map.json"),
            ("--embedded --sign-in boss=1", "no role"),
            ("--fast", "'--fast'"),
        ] {
            let why = parse(line).and_then(|options| pollster::block_on(execute(options))).unwrap_err();
            assert!(why.contains(says), "{line}: {why}");
        }
        let none = pollster::block_on(execute(parse("--embedded --only nothing-like-it").unwrap()));
        assert!(none.unwrap_err().contains("--list"));
    }
}
