//! The world a backend at an address is in: the clock of this machine, and whoever sits at the terminal.

use crate::backend::World;
use crate::roles::Person;
use contract::values::Instant;
use futures_util::future::LocalBoxFuture;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, IsTerminal, Write};
use std::time::{Duration, SystemTime};

/// This machine and the person before it.
pub struct Here {
    /// How many seconds may be waited for one thing to run out, at most.
    patience: u32,
}

impl Here {
    /// A world in which so many seconds may be waited for one thing, at most.
    pub const fn new(patience: u32) -> Self {
        Self { patience }
    }
}

impl World for Here {
    fn now(&self) -> Instant {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Instant::from_ms(i64::try_from(since.as_millis()).unwrap_or_default())
    }

    fn pass(&self, seconds: u32) -> LocalBoxFuture<'_, Result<(), String>> {
        let allowed = self.patience;
        Box::pin(async move {
            if seconds > allowed {
                return Err(format!("it would have to wait {seconds} s; allow it with --patience {seconds}"));
            }
            std::thread::sleep(Duration::from_secs(u64::from(seconds)));
            Ok(())
        })
    }

    fn code<'a>(&'a self, person: &'a Person, sent_to: Option<&'a str>) -> LocalBoxFuture<'a, Result<String, String>> {
        Box::pin(async move {
            if let Some(code) = &person.code {
                return Ok(code.clone());
            }
            if !std::io::stdin().is_terminal() {
                return Err("no SMS code is known: give `code` in the file of roles, or --code".to_owned());
            }
            // On the error stream, as the table is the output.
            eprint!("The SMS code sent to {}: ", sent_to.unwrap_or("the person's telephone"));
            let mut line = String::new();
            let read = std::io::stderr().flush().and_then(|()| std::io::stdin().lock().read_line(&mut line));
            match (read, line.trim()) {
                (Ok(_), code) if !code.is_empty() => Ok(code.to_owned()),
                _ => Err("no SMS code was given".to_owned()),
            }
        })
    }

    fn chance(&self) -> String {
        // Each `RandomState` has other keys, which come from the system. A key has to be another one than any
        // before, also of other runs; it is no secret.
        let (time, process) = (self.now().ms(), std::process::id());
        format!("{:016x}{:016x}", RandomState::new().hash_one(time), RandomState::new().hash_one(process))
    }
}

#[cfg(test)]
mod tests {
    use super::Here;
    use crate::backend::World;
    use crate::roles::Person;

    #[test]
    fn waiting_is_done_when_it_is_allowed() {
        let here = Here::new(0);
        assert_eq!(pollster::block_on(here.pass(0)), Ok(()));
        assert!(pollster::block_on(here.pass(60)).unwrap_err().contains("--patience 60"));
    }

    #[test]
    fn a_fixed_code_is_taken_and_keys_are_distinct() {
        let here = Here::new(0);
        let person = Person { code: Some("123456".to_owned()), ..Person::default() };
        assert_eq!(pollster::block_on(here.code(&person, None)), Ok("123456".to_owned()));
        assert!(here.chance().len() == 32 && here.chance() != here.chance());
    }
}
