//! From Home to the receipt, and back out of it.

use crate::support::Phone;
use journey::domain::ApplicationKind;

#[test]
fn speed() {
    let t = std::time::Instant::now();
    let mut p = Phone::of("c-jia", 1);
    eprintln!("new {:?}", t.elapsed());
    p.tap_seven();
    eprintln!("seven {:?}", t.elapsed());
    p.walk(ApplicationKind::StopContributions);
    eprintln!("walk {:?}", t.elapsed());
    p.confirm();
    eprintln!("confirm {:?} {}", t.elapsed(), p.path());
    p.application();
}
