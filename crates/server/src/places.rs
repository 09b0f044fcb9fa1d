//! The places for connections: so many for all, so many for one network, and who gives up a place that others want.

use crate::network::Network;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

/// How long a connection is kept where others wait for its place.
const SHARE: Duration = Duration::from_secs(1);
/// How fast a request has to come where others wait, and an answer to be taken once its reader has been waited for, at the
/// least, in bytes a second: a modem's pace, at which the whole app takes five minutes.
pub const PACE: u64 = 1024;
/// How often somebody who waits looks whether a connection has had its share by now.
const LOOK: Duration = Duration::from_millis(100);

/// What is known of a connection.
pub struct Connection {
    /// `None` for a proxy's, behind which are many.
    network: Option<Network>,
    born: Instant,
    state: Mutex<State>,
    told: Notify,
}

#[derive(Default)]
struct State {
    /// Requests whose answers have not been handed over yet.
    busy: u32,
    /// Since when the other end has taken nothing of what is to be sent.
    stalled: Option<Instant>,
    /// Until when the other end has time for what is missing of its request.
    owes: Option<Instant>,
    /// Whether its place is wanted.
    wanted: bool,
}

impl State {
    /// Whether nothing is lost with it: it asks nothing, has not finished asking, or does not take the answer.
    fn spare(&self) -> bool {
        let late = self.owes.is_some_and(|until| until <= Instant::now());
        self.stalled.map_or(self.busy == 0 || late, |since| since.elapsed() >= SHARE)
    }
}

/// A request is being answered while this is held.
pub struct Busy(Arc<Connection>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.state().busy -= 1;
    }
}

impl Connection {
    fn new(network: Option<Network>) -> Arc<Self> {
        Arc::new(Self { network, born: Instant::now(), state: Mutex::default(), told: Notify::new() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request has come.
    pub fn begin(self: &Arc<Self>) -> Busy {
        self.state().busy += 1;
        Busy(Arc::clone(self))
    }

    /// The other end takes nothing, since then; or it does again.
    pub fn stalled(&self, since: Option<Instant>) {
        self.state().stalled = since;
    }

    /// The other end has sent so many bytes of a request, which is not whole; or it is.
    pub fn owes(&self, more: Option<usize>) {
        let mut state = self.state();
        state.owes = more.map(|bytes| {
            let earned = Duration::from_millis(bytes as u64 * 1000 / PACE);
            state.owes.unwrap_or_else(|| Instant::now() + SHARE) + earned
        });
    }

    /// Waits until its place is wanted. Whether it can be closed as it is; otherwise once its answer is sent.
    pub async fn wanted(&self) -> bool {
        self.told.notified().await;
        self.state().spare()
    }

    /// Tells it that its place is wanted.
    fn tell(&self) {
        self.state().wanted = true;
        self.told.notify_one();
    }
}

/// The places.
pub struct Places {
    most: usize,
    per_network: usize,
    taken: Mutex<Vec<Arc<Connection>>>,
    freed: Notify,
}

/// A connection's place, for as long as this is held.
pub struct Place {
    places: Arc<Places>,
    /// The connection that has it.
    pub connection: Arc<Connection>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.taken().retain(|other| !Arc::ptr_eq(other, &self.connection));
        self.places.freed.notify_one();
    }
}

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Full {
    /// The network has all that one may have, and uses them.
    Network,
    /// All are taken.
    All,
}

impl Places {
    /// So many for all, and so many for one network.
    pub fn new(most: usize, per_network: usize) -> Arc<Self> {
        Arc::new(Self { most, per_network, taken: Mutex::default(), freed: Notify::new() })
    }

    fn taken(&self) -> MutexGuard<'_, Vec<Arc<Connection>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a place for a connection of that network, or of a proxy's. `None` where the network has all that it may
    /// have: others need not wait for it.
    pub async fn take(self: &Arc<Self>, network: Option<Network>) -> Option<Place> {
        loop {
            let freed = self.freed.notified();
            match self.try_take(network) {
                Ok(place) => return Some(place),
                Err(Full::Network) => return None,
                Err(Full::All) => {
                    let _ = tokio::time::timeout(LOOK, freed).await;
                }
            }
        }
    }

    fn try_take(self: &Arc<Self>, network: Option<Network>) -> Result<Place, Full> {
        let mut taken = self.taken();
        let of = |taken: &[Arc<Connection>], network| taken.iter().filter(|one| one.network == network).count();
        let full = if network.is_some() && of(&taken, network) >= self.per_network {
            Some(Full::Network)
        } else {
            (taken.len() >= self.most).then_some(Full::All)
        };
        if let Some(full) = full {
            // Of those who have had their share one of who has most: first one with which nothing is lost, the oldest.
            // Who was told to end after this answer, and then comes to nothing, is told again.
            let told = |one: &Connection| Some(one.state()).is_some_and(|state| state.wanted && !state.spare());
            let had = taken.iter().enumerate().filter(|(_, one)| one.born.elapsed() >= SHARE && !told(one));
            let had = had.filter(|(_, one)| full == Full::All || one.network == network);
            let rank = |one: &Connection| (one.state().spare(), of(&taken, one.network), one.born.elapsed());
            let found = had.max_by_key(|(_, one)| rank(one)).map(|(at, one)| (at, one.state().spare()));
            let Some((at, spare)) = found else { return Err(full) };
            taken[at].tell();
            if !spare {
                return Err(full);
            }
            // It ends by itself; its place is another's from now on.
            taken.swap_remove(at);
        }
        let connection = Connection::new(network);
        taken.push(Arc::clone(&connection));
        Ok(Place { places: Arc::clone(self), connection })
    }
}

#[cfg(test)]
mod tests {
    use super::{Full, Place, Places, SHARE};
    use crate::network::Network;
    use std::net::IpAddr;
    use std::sync::Arc;

    fn network(n: u8) -> Network {
        Network::from(IpAddr::from([192, 0, 2, n]))
    }

    fn of(places: &Arc<Places>, n: u8) -> usize {
        places.taken().iter().filter(|one| one.network == Some(network(n))).count()
    }

    fn fill(places: &Arc<Places>, n: u8, count: usize) -> Vec<Place> {
        (0..count).map(|_| places.try_take(Some(network(n))).ok().unwrap()).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn one_network_has_its_places_and_no_more() {
        let places = Places::new(10, 4);
        let mut held = fill(&places, 1, 4);
        assert_eq!(places.try_take(Some(network(1))).err(), Some(Full::Network));
        assert!(places.take(Some(network(1))).await.is_none(), "nobody waits for it");
        assert!(places.try_take(Some(network(2))).is_ok());
        // Of a proxy's there may be as many as there are places.
        let proxy: Vec<_> = (0..6).map(|_| places.try_take(None).ok().unwrap()).collect();
        assert_eq!(places.try_take(None).err(), Some(Full::All));
        drop(proxy);
        held.pop();
        assert!(places.try_take(Some(network(1))).is_ok(), "one that ends makes room");
        // One that asks nothing gives way to the next of the same network, and only to that.
        tokio::time::advance(SHARE).await;
        let busy: Vec<_> = held.iter().map(|place| place.connection.begin()).collect();
        let idle = fill(&places, 1, 1);
        tokio::time::advance(SHARE).await;
        assert!(places.try_take(Some(network(1))).is_ok());
        assert!(idle[0].connection.wanted().await);
        drop(busy);
    }

    #[tokio::test(start_paused = true)]
    async fn when_all_are_taken_who_has_most_gives_one_up() {
        let places = Places::new(8, 6);
        let (many, few) = (fill(&places, 1, 6), fill(&places, 2, 2));
        assert_eq!(places.try_take(Some(network(3))).err(), Some(Full::All), "each has a share of time");
        tokio::time::advance(SHARE).await;
        let third = places.take(Some(network(3))).await.unwrap();
        assert_eq!((of(&places, 1), of(&places, 2), of(&places, 3)), (5, 2, 1));
        assert_eq!(places.taken().len(), 8);
        // The place is held by another already when the one who had it ends.
        drop((many, third));
        assert_eq!((of(&places, 1), of(&places, 2), places.taken().len()), (0, 2, 2));
        drop(few);
        assert_eq!(places.taken().len(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn who_does_not_finish_asking_gives_way_and_who_sends_at_a_pace_does_not() {
        let places = Places::new(2, 2);
        let held = fill(&places, 1, 2);
        let busy: Vec<_> = held.iter().map(|place| place.connection.begin()).collect();
        let [slow, quick] = [&held[0].connection, &held[1].connection];
        for one in [slow, quick] {
            one.owes(Some(0));
        }
        for _ in 0..3 {
            tokio::time::advance(SHARE).await;
            slow.owes(Some(1));
            quick.owes(Some(8192));
        }
        let third = places.try_take(Some(network(2))).ok().unwrap();
        let _busy = (busy, third.connection.begin());
        assert!(slow.wanted().await && slow.state().wanted && !quick.state().wanted);
        // What is whole is answered first; who was told so and asks again without an end is told again.
        tokio::time::advance(SHARE).await;
        quick.owes(None);
        assert_eq!(places.try_take(Some(network(1))).err(), Some(Full::All));
        assert!(!quick.wanted().await);
        quick.owes(Some(0));
        tokio::time::advance(SHARE).await;
        assert!(places.try_take(Some(network(1))).is_ok());
        assert!(quick.wanted().await);
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_being_answered_finishes_first() {
        let places = Places::new(2, 2);
        let held = fill(&places, 1, 2);
        let busy: Vec<_> = held.iter().map(|place| place.connection.begin()).collect();
        tokio::time::advance(SHARE).await;
        assert_eq!(places.try_take(Some(network(2))).err(), Some(Full::All));
        let told: Vec<_> = held.iter().filter(|place| place.connection.state().wanted).collect();
        assert_eq!(told.len(), 1);
        assert!(!told[0].connection.wanted().await, "not as it is");
        // One that does not take its answer is not waited for.
        for place in &held {
            place.connection.stalled(Some(tokio::time::Instant::now()));
        }
        tokio::time::advance(SHARE).await;
        assert!(places.try_take(Some(network(2))).is_ok());
        drop(busy);
    }
}
