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
use contract::http::Header;
use std::io::IsTerminal;
use std::rc::Rc;
use std::time::Duration;

/// What it can do, for whoever asks.
pub const HELP: &str = "\
conform --url URL [options]      tests the backend at that address
conform --embedded [options]     tests the reference backend, in this process
conform --list [--markdown]      names all cases

  --adapter FILE                 the backend is of another shape; this file maps the contract to it
  --roles FILE                   who is who: a JSON file, see docs/conformance.md
  --sign-in ROLE=ID[:PASSWORD]   the same for one role: payer, employee, cardless, lockable
  --code CODE                    the SMS code that everybody is sent
  --header NAME:VALUE            goes with every request other than GET, e.g. X-Citizen-Csrf:1
  --read-only                    leaves out what writes
  --only WORD                    only the group of that name, or cases with it in their name; may be repeated
  --patience SECONDS             how long may be waited for one thing to run out (default 2)
  --timeout SECONDS              how long one request may take (default 15)
  --ca FILE                      certificates (PEM) that are trusted instead of the public ones
  --junit FILE                   writes the results as JUnit XML, too

Ends with `N passed, N failed`; the exit code is 0 where none failed, 1 where one did, 2 where it was not run.";

/// What is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    #[default]
    Test,
    List,
    ListInMarkdown,
    Help,
}

/// What was asked for.
#[derive(Debug, Default)]
pub struct Options {
    what: What,
    url: Option<String>,
    embedded: bool,
    adapter: Option<Map>,
    roles: Roles,
    headers: Vec<Header>,
    choice: Choice,
    patience: Option<u32>,
    timeout: Option<u32>,
    authority: Option<Vec<u8>>,
    junit: Option<String>,
}

impl Options {
    /// Reads the arguments.
    ///
    /// # Errors
    /// Says what is wrong with them.
    pub fn parse(args: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        let mut code = None;
        let mut args = args;
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value"));
            match arg.as_str() {
                "--embedded" => options.embedded = true,
                "--read-only" => options.choice.read_only = true,
                "--list" => options.what = What::List,
                "--markdown" => options.what = What::ListInMarkdown,
                "--help" | "-h" => options.what = What::Help,
                "--url" => options.url = Some(value()?),
                "--adapter" => options.adapter = Some(map(&value()?)?),
                "--roles" => {
                    let path = value()?;
                    let text = std::fs::read_to_string(&path).map_err(|why| format!("{path}: {why}"))?;
                    options.roles = Roles::parse(&text).map_err(|why| format!("{path}: {why}"))?;
                }
                "--sign-in" => options.roles.add(&value()?).map_err(|why| format!("--sign-in: {why}"))?,
                "--code" => code = Some(value()?),
                "--header" => options.headers.push(header(&value()?)?),
                "--only" => options.choice.only.push(value()?),
                "--patience" => options.patience = Some(seconds(&arg, &value()?)?),
                "--timeout" => options.timeout = Some(seconds(&arg, &value()?)?),
                "--ca" => {
                    let path = value()?;
                    options.authority = Some(std::fs::read(&path).map_err(|why| format!("{path}: {why}"))?);
                }
                "--junit" => options.junit = Some(value()?),
                other => return Err(format!("there is no option `{other}`\n\n{HELP}")),
            }
        }
        if let Some(code) = code {
            options.roles.default_code(&code);
        }
        if options.adapter.is_some() && options.url.is_none() {
            return Err(format!("--adapter goes with --url\n\n{HELP}"));
        }
        if options.what == What::Test && options.embedded == options.url.is_some() {
            return Err(format!("either --url or --embedded is needed\n\n{HELP}"));
        }
        Ok(options)
    }
}

fn map(path: &str) -> Result<Map, String> {
    let text = std::fs::read_to_string(path).map_err(|why| format!("{path}: {why}"))?;
    let lines = |wrong: Vec<adapter::Wrong>| {
        let all: Vec<_> = wrong.iter().map(|w| format!("  {}: not {}", w.at, w.what)).collect();
        all.join("\n")
    };
    Map::parse(&text).map_err(|wrong| format!("{path}:\n{}", lines(wrong)))
}

fn header(text: &str) -> Result<Header, String> {
    let (name, value) = text.split_once(':').ok_or("--header: it is NAME:VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn seconds(arg: &str, text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("{arg}: `{text}` is no number of seconds"))
}

/// Does what was asked for; gives whether no case failed.
///
/// # Errors
/// Says why it could not be done.
pub async fn execute(options: Options) -> Result<bool, String> {
    match options.what {
        What::Test => test(options).await,
        What::List => {
            cases::all().for_each(|case| println!("{}: {}", case.group.name(), case.name));
            Ok(true)
        }
        What::ListInMarkdown => {
            print!("{}", markdown());
            Ok(true)
        }
        What::Help => {
            println!("{HELP}");
            Ok(true)
        }
    }
}

async fn test(mut options: Options) -> Result<bool, String> {
    let chosen: Vec<&'static Case> = options.choice.cases().collect();
    if chosen.is_empty() {
        return Err(format!("no case fits {:?}; --list names them all", options.choice.only));
    }
    let name = options.url.clone().unwrap_or_else(|| "the reference backend".to_owned());
    let kit = kit(&mut options).await?;
    let table = Table::new(chosen.into_iter(), std::io::stdout().is_terminal());
    let all = run(&kit, &options.choice, |outcome| println!("{}", table.line(outcome))).await;
    if let Some(path) = &options.junit {
        std::fs::write(path, junit(&name, &all)).map_err(|why| format!("{path}: {why}"))?;
    }
    let count = Count::of(&all);
    println!("\n{}", Table::close(count));
    Ok(count.failed == 0)
}

async fn kit(options: &mut Options) -> Result<Kit, String> {
    let headers = options.headers.clone();
    let Some(url) = &options.url else {
        let reference = Reference::new();
        let roles = reference.roles().await;
        return Ok(Kit::new(Rc::new(reference.clone()), Rc::new(reference), roles, headers));
    };
    let limit = Duration::from_secs(u64::from(options.timeout.unwrap_or(15)));
    let world: Rc<dyn World> = Rc::new(Here::new(options.patience.unwrap_or(2)));
    let mut backend: Rc<dyn Backend> = Rc::new(Http::new(url, limit, options.authority.as_deref())?);
    let over_tls = url.starts_with("https://");
    if let Some(map) = options.adapter.take() {
        backend = Rc::new(Adapted::new(backend, map, world.clone(), over_tls));
    }
    let kit = Kit::new(backend, world, options.roles.clone(), headers);
    Ok(if over_tls { kit.over_tls() } else { kit })
}

#[cfg(test)]
mod tests {
    use super::{Options, execute};

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn the_options_are_understood() {
        let options = parse(
            "--url https://api.example.gov --sign-in payer=1:135790 --code 000000 --header X-Citizen-Csrf:1 \
             --read-only --only paging --patience 60 --timeout 5 --junit out.xml",
        )
        .unwrap();
        assert_eq!(options.headers, [("X-Citizen-Csrf".to_owned(), "1".to_owned())]);
        assert!(options.choice.read_only && options.choice.cases().all(|case| case.group.name() == "paging"));
        assert_eq!((options.patience, options.timeout), (Some(60), Some(5)));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, says) in [
            ("", "either --url or --embedded"),
            ("--embedded --url http://localhost", "either"),
            ("--url", "needs a value"),
            ("--embedded --patience long", "no number"),
            ("--embedded --header nothing", "NAME:VALUE"),
            ("--embedded --roles /nowhere/roles.json", "/nowhere/roles.json"),
            ("--embedded --adapter /nowhere/map.json", "/nowhere/map.json"),
            ("--embedded --sign-in boss=1", "no role"),
            ("--fast", "no option `--fast`"),
        ] {
            let why = parse(line).unwrap_err();
            assert!(why.contains(says), "{line}: {why}");
        }
        let none = pollster::block_on(execute(parse("--embedded --only nothing-like-it").unwrap()));
        assert!(none.unwrap_err().contains("--list"));
    }
}
