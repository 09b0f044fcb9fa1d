//! From a request to an answer: one operation, one commit.

use crate::ahead::Ahead;
use crate::chance::{Moment, digest};
use crate::ops::session::SessionLimits;
use crate::ops::{self, Cx};
use crate::reply::{self, Halt};
use crate::rules::terms::Terms;
use crate::secrets::{Plain, Secrets};
use crate::state::{self, EmbedderGrant, Meta};
use crate::store::unit::Unit;
use crate::store::{Committed, Document, Store, StoreError};
use crate::upkeep::STRANGERS_KEPT;
use contract::http::{Request, Response};
use contract::problem::{Problem, ProblemType};
use std::rc::Rc;

/// How often an operation starts again because somebody else changed what it rests on. Each time somebody
/// else got on, so that this is only reached where very many work on one person's state at once.
const ATTEMPTS: u32 = 16;

/// The form of the stored documents; another form is not read.
const SCHEMA: u32 = 1;

/// Documents that were read before the operation began, with their keys.
pub(crate) type Read = Vec<(String, Option<Document>)>;

/// The backend: rules, terms of the cities, and a store.
pub struct Backend {
    pub(crate) store: Rc<dyn Store>,
    cities: Rc<[Terms]>,
    origins: Vec<String>,
    pub(crate) limits: SessionLimits,
    secrets: Rc<dyn Secrets>,
    keeps: bool,
    /// Whether an empty store is filled with the demo's people.
    peopled: bool,
    /// See [`Backend::strangers_kept`].
    pub(crate) quota: usize,
    pub(crate) ahead: Ahead,
}

impl Backend {
    /// A backend on that store, with the demo's cities and people.
    pub fn new(store: Rc<dyn Store>) -> Self {
        let cities = crate::demo::cities().into();
        let (limits, ahead) = (SessionLimits::default(), Ahead::default());
        let secrets = Rc::new(Plain);
        Self {
            store,
            cities,
            origins: Vec::new(),
            limits,
            secrets,
            keeps: false,
            peopled: true,
            quota: STRANGERS_KEPT,
            ahead,
        }
    }

    /// Lets pages of another origin (`https://example.org`) send more than GET. Requests that carry no `Origin`
    /// are not from a page of another origin.
    #[must_use]
    pub fn allow_origin(mut self, origin: impl Into<String>) -> Self {
        self.origins.push(origin.into());
        self
    }

    /// Lets sessions last as long as that; without it, as [`SessionLimits::default`] says.
    #[must_use]
    pub fn session_limits(mut self, limits: SessionLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Keeps what it cannot read. Without it a store whose first document is of another form, or spoilt, is filled
    /// anew, which is right for a demo in a browser and never for what was acknowledged to somebody else.
    #[must_use]
    pub fn keeping(mut self) -> Self {
        self.keeps = true;
        self
    }

    /// Stores codes and passwords in another way than [`Secrets`] does by itself.
    #[must_use]
    pub fn secrets(mut self, secrets: Rc<dyn Secrets>) -> Self {
        self.secrets = secrets;
        self
    }

    /// Leaves out the demo's people, whose numbers and password everybody knows, and does not take a store that has them.
    #[must_use]
    pub fn without_people(mut self) -> Self {
        self.peopled = false;
        self
    }

    /// Remembers the wrong answers for so many ID numbers for which nobody has signed in; 100,000 without it.
    #[must_use]
    pub fn strangers_kept(mut self, numbers: usize) -> Self {
        self.quota = numbers;
        self
    }

    fn understands(&self, meta: &Meta) -> bool {
        meta.schema == SCHEMA && meta.empty.is_none() == self.peopled
    }

    /// Whether it can answer: the store can be read and holds what this backend understands. One that is empty is
    /// filled with the demo's people, unless it is to be without.
    ///
    /// # Errors
    /// Why the store cannot be used.
    pub async fn ready(&self, moment: Moment) -> Result<(), StoreError> {
        for _ in 0..ATTEMPTS {
            let mut unit = Unit::new(&*self.store);
            match unit.get::<Meta>(state::META).await {
                Ok(Some(meta)) if self.understands(&meta) => return Ok(()),
                Ok(None) => {
                    let seeded_at = moment.sane().now;
                    let empty = (!self.peopled).then_some(true);
                    unit.put(state::META, &Meta { schema: SCHEMA, seeded_at, empty });
                    if self.peopled {
                        crate::demo::seed(&mut unit, &self.cities, &*self.secrets, seeded_at);
                    }
                    unit.commit().await?;
                }
                Ok(Some(_)) | Err(StoreError::Corrupt) if self.keeps => return Err(StoreError::Corrupt),
                Ok(Some(_)) | Err(StoreError::Corrupt) => self.store.reset().await?,
                Err(e) => return Err(e),
            }
        }
        Err(StoreError::Unavailable)
    }

    /// Answers a request. Never fails: a store that does not work is a refusal, too.
    pub async fn handle(&self, request: Request, moment: Moment) -> Response {
        self.handle_with(request, moment, Read::new()).await
    }

    /// The same where many ask who are not signed in. `client` tells them apart, so that the wrong answers of one do not
    /// lock another out: the network address, where nothing better is known. It is stored as a digest.
    pub async fn handle_for(&self, client: &str, request: Request, moment: Moment) -> Response {
        let mut client = digest(&["client", client]);
        client.truncate(16);
        self.finished(&client, request, moment, Read::new()).await
    }

    /// The same with documents that the caller has just read.
    pub(crate) async fn handle_with(&self, request: Request, moment: Moment, read: Read) -> Response {
        self.finished("", request, moment, read).await
    }

    async fn finished(&self, client: &str, request: Request, moment: Moment, read: Read) -> Response {
        let moment = moment.sane();
        let mut response = self.answer(client, &request, moment, read).await;
        reply::finish(&mut response, moment.now, &moment.id("request"));
        response
    }

    /// Reads what is most likely needed, and whether the store is ready.
    async fn begin(&self, unit: &mut Unit<'_>, request: &Request, moment: Moment) -> Result<(), StoreError> {
        match unit.read(self.ahead.keys(request, ops::session::token(request).as_deref())).await {
            // One of them is spoilt: it shows whether that one is needed.
            Ok(()) | Err(StoreError::Corrupt) => {}
            Err(why) => return Err(why),
        }
        if unit.get::<Meta>(state::META).await.is_ok_and(|meta| meta.is_some_and(|meta| self.understands(&meta))) {
            return Ok(());
        }
        self.ready(moment).await?;
        // What was read before is not what is there now.
        unit.forget();
        Ok(())
    }

    async fn answer(&self, client: &str, request: &Request, moment: Moment, mut read: Read) -> Response {
        for _ in 0..ATTEMPTS {
            let (cities, origins, limits, ahead) = (&*self.cities, &*self.origins, self.limits, &self.ahead);
            let mut unit = Unit::new(&*self.store);
            for (key, found) in std::mem::take(&mut read) {
                unit.hold(&key, found);
            }
            let began = self.begin(&mut unit, request, moment).await;
            let secrets = &*self.secrets;
            let mut cx = Cx { unit, request, moment, client, secrets, cities, origins, limits, ahead, session: None };
            let halted = match began {
                Ok(()) => ops::answer(&mut cx).await,
                Err(e) => Err(Halt::Broken(e)),
            };
            let response = match halted {
                Ok(response) => response,
                Err(Halt::Refused(refused)) => reply::problem(*refused, moment.now),
                Err(Halt::Broken(why)) => return broken(why, moment),
            };
            // A refusal is committed as well: it may have counted a wrong answer.
            match cx.unit.commit().await {
                Ok(Committed::Done) => return response,
                Ok(Committed::Conflict) => {}
                Err(why) => return broken(why, moment),
            }
        }
        let keyed = request.header(contract::http::IDEMPOTENCY_KEY).is_some();
        let kind = if keyed { ProblemType::RequestInProgress } else { ProblemType::Unavailable };
        reply::problem(Problem::new(kind), moment.now)
    }

    /// Starts a session for somebody whose identity was proved elsewhere; gives the token of the cookie.
    pub(crate) async fn sign_in_as(&self, citizen: &str, moment: Moment) -> Result<Option<String>, StoreError> {
        let moment = moment.sane();
        self.ready(moment).await?;
        let mut unit = Unit::new(&*self.store);
        if unit.get::<state::Citizen>(&state::citizen(citizen)).await?.is_none() {
            return Ok(None);
        }
        let entrance = ops::session::Entrance::default();
        let (token, _) = ops::session::start(&mut unit, citizen, entrance, self.limits, moment).await?;
        Ok((unit.commit().await? == Committed::Done).then_some(token))
    }

    /// Takes an embedder's word for who somebody is: `code`, used once within five minutes together with
    /// `nonce`, signs this person in (`POST /v1/session`, method `host_code`).
    ///
    /// # Errors
    /// When the store fails; `Ok(false)` where there is no such person.
    pub async fn grant_embedder_code(
        &self,
        citizen: &str,
        code: &str,
        nonce: &str,
        moment: Moment,
    ) -> Result<bool, StoreError> {
        let moment = moment.sane();
        self.ready(moment).await?;
        let mut unit = Unit::new(&*self.store);
        let known = unit.get::<state::Citizen>(&state::citizen(citizen)).await?.is_some();
        let key = state::embedder_grant(code, nonce);
        let free = unit.get::<EmbedderGrant>(&key).await?.is_none();
        if !known || !free {
            return Ok(false);
        }
        let expires_at = moment.now.plus_seconds(crate::rules::lock::ANSWER_SECONDS);
        unit.put(&key, &EmbedderGrant { citizen: citizen.to_owned(), expires_at });
        Ok(unit.commit().await? == Committed::Done)
    }
}

fn broken(why: StoreError, moment: Moment) -> Response {
    let (kind, detail) = match why {
        StoreError::Unavailable => (ProblemType::Unavailable, "the store cannot be reached"),
        StoreError::Full => (ProblemType::Unavailable, "the store is full"),
        StoreError::Corrupt => (ProblemType::ServerError, "the store holds something that cannot be read"),
    };
    reply::problem(Problem { detail: Some(detail.to_owned()), ..Problem::new(kind) }, moment.now)
}
