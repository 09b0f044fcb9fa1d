//! SIGKILL at any moment loses nothing that was acknowledged, and a repeat with the same key comes to one application.
//!
//! The command is run as a process and killed again and again while two people submit and withdraw over HTTP; each
//! time it is started again on the same file, and what it says is compared with what it had acknowledged.

mod support;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use support::child::Process;
use support::person::Person;
use support::{Folder, id_number};

/// How often it is killed.
const KILLS: u64 = 30;
/// The whole test is given up after that; it takes some seconds.
const LIMIT: Duration = Duration::from_mins(2);

/// xorshift64: the same moments each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// What is going on, for whoever decides when to kill: not by the time, or a slow machine would get nowhere.
#[derive(Default)]
struct Progress {
    /// Steps that were acknowledged.
    steps: AtomicU64,
    /// Submissions that were about to be sent.
    sending: AtomicU64,
}

impl Progress {
    fn step(&self) {
        self.steps.fetch_add(1, Ordering::SeqCst);
    }

    /// Waits for the next moment to kill: by turns after some steps, and while a submission is on its way.
    fn wait(&self, kill: u64, chance: &mut Chance) {
        let (count, more) = if kill.is_multiple_of(2) { (&self.steps, 12) } else { (&self.sending, 4) };
        let until = count.load(Ordering::SeqCst) + chance.below(more) + kill % 2;
        let begun = Instant::now();
        while count.load(Ordering::SeqCst) < until && begun.elapsed() < LIMIT {
            std::thread::sleep(Duration::from_micros(50));
        }
        std::thread::sleep(Duration::from_micros(chance.below(6000)));
    }
}

/// Somebody, with what the server has acknowledged to them.
struct Citizen {
    person: Person,
    kind: &'static str,
    number: String,
    count: u32,
    /// Acknowledged: id, and whether its withdrawal was.
    filed: BTreeMap<String, bool>,
    /// Sent, and not known what became of it.
    open: Option<(String, Value)>,
    /// How often such a one turned out to have been carried out, and not.
    found: (u32, u32),
}

impl Citizen {
    /// Submits and withdraws until an answer is lost.
    fn work(&mut self, progress: &Progress) -> Option<()> {
        loop {
            if self.person.cookie.is_none() {
                assert_eq!(self.person.try_sign_in(&self.number)?.status, 200);
            }
            let standing: Vec<_> = self.filed.iter().filter(|(_, done)| !**done).map(|(id, _)| id.clone()).collect();
            for id in standing {
                self.withdraw(&id)?;
                progress.step();
            }
            if self.open.is_none() {
                let wish = self.person.try_wish(self.kind)?;
                self.count += 1;
                self.open = Some((format!("{}-{}", self.kind, self.count), wish));
            }
            progress.step();
            progress.sending.fetch_add(1, Ordering::SeqCst);
            self.submit()?;
            progress.step();
        }
    }

    fn withdraw(&mut self, id: &str) -> Option<()> {
        let answer = self.person.try_post(&format!("/v1/applications/{id}/withdrawal"), &json!({}))?;
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.filed.insert(id.to_owned(), true);
        Some(())
    }

    /// Sends the open one, for the first time or again.
    fn submit(&mut self) -> Option<()> {
        let (key, wish) = self.open.clone()?;
        let answer = self.person.try_submit(&key, &wish)?;
        assert_eq!(answer.status, 201, "{key}: {}", answer.text());
        let before = self.filed.insert(answer.json()["id"].as_str().unwrap().to_owned(), false);
        assert_eq!(before, None, "{key}: another's answer");
        self.open = None;
        Some(())
    }

    /// Compares what the server says with what it had acknowledged; then repeats what was open.
    fn check(&mut self) {
        let listed = self.listed();
        let ids: Vec<_> = listed.keys().collect();
        for (id, withdrawn) in &self.filed {
            let state = listed.get(id).unwrap_or_else(|| panic!("{id} was acknowledged and is gone"));
            assert!(!withdrawn || state == "withdrawn", "{id}: the withdrawal was acknowledged; it is {state}");
        }
        let more = listed.len() - self.filed.len();
        assert!(more <= usize::from(self.open.is_some()), "{ids:?}: something nobody asked for");
        if self.open.is_some() {
            if more == 1 {
                self.found.0 += 1;
            } else {
                self.found.1 += 1;
            }
            self.submit().unwrap();
            let now = self.listed();
            assert!(now.keys().eq(self.filed.keys()), "a repeat makes one application: {now:?}");
        }
    }

    /// Ids and states; each id once.
    fn listed(&mut self) -> BTreeMap<String, String> {
        let all = self.person.applications();
        let pair = |item: &Value| (item["id"].as_str().unwrap().to_owned(), item["state"].as_str().unwrap().to_owned());
        let listed: BTreeMap<_, _> = all.iter().map(pair).collect();
        assert_eq!(listed.len(), all.len(), "an application twice");
        listed
    }

    fn move_to(&mut self, address: SocketAddr) {
        self.person.address = address;
        // A session that was acknowledged is one; whose answer was lost is signed in anew.
        let known = self.person.cookie.is_some();
        if !known {
            self.person.try_sign_in(&self.number).unwrap();
        }
        assert_eq!(self.person.get("/v1/session").status, 200, "a session that was acknowledged is gone");
    }
}

#[test]
fn what_was_acknowledged_outlives_being_killed_at_any_moment() {
    let folder = Folder::new();
    let began = Instant::now();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let progress = Progress::default();
    let mut process = Process::start(&folder, &[]);
    let db = folder.join("citizen.db");
    let mut citizens = [("c-jia", "stop_contributions"), ("c-yi", "report_loss")].map(|(id, kind)| Citizen {
        person: Person::new(process.address),
        kind,
        number: id_number(&db, id),
        count: 0,
        filed: BTreeMap::new(),
        open: None,
        found: (0, 0),
    });
    for citizen in &mut citizens {
        citizen.person.sign_in_with(&citizen.number, || process.code());
    }
    for kill in 1..=KILLS {
        assert!(began.elapsed() < LIMIT, "{kill}");
        std::thread::scope(|scope| {
            for citizen in &mut citizens {
                scope.spawn(|| citizen.work(&progress));
            }
            progress.wait(kill, &mut chance);
            process.kill();
        });
        process = Process::start(&folder, &[]);
        for citizen in &mut citizens {
            citizen.move_to(process.address);
            citizen.check();
        }
    }
    let filed: usize = citizens.iter().map(|citizen| citizen.filed.len()).sum();
    let (done, not) = citizens.iter().fold((0, 0), |(a, b), citizen| (a + citizen.found.0, b + citizen.found.1));
    println!(
        "{KILLS} kills in {:.1} s: {filed} submissions acknowledged, none lost; of {} lost answers {done} had been \
         carried out and {not} had not, and each came to one application",
        began.elapsed().as_secs_f32(),
        done + not,
    );
    assert!(filed >= 30, "{filed}");
    assert!(done + not >= 3, "{done} {not}");
    drop(process);
    let store = rusqlite::Connection::open(&db).unwrap();
    let whole: String = store.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
}
