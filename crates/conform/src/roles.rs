//! Who the kit signs in as, and how.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What a person has to be, so that cases can rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Pays for himself and may stop contributions; has a card in use and a record of some years. Cases submit and
    /// withdraw applications for this person.
    Payer,
    /// An employee: may not stop contributions. Another person than the payer.
    Employee,
    /// Has no social security card.
    Cardless,
    /// May be locked out for a time: cases give wrong answers for this person, and no other case needs it.
    Lockable,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Payer, Self::Employee, Self::Cardless, Self::Lockable];

    /// Its name in the file and in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Payer => "payer",
            Self::Employee => "employee",
            Self::Cardless => "cardless",
            Self::Lockable => "lockable",
        }
    }

    fn parse(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|role| role.name() == name);
        found.ok_or_else(|| format!("there is no role `{name}`; the roles are payer, employee, cardless, lockable"))
    }
}

/// How somebody signs in and proves who it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The ID number in full: 18 characters.
    pub id_number: Option<String>,
    /// The password of the electronic card: six digits. It is preferred as the second factor to SMS codes, which have pauses.
    pub password: Option<String>,
    /// The SMS code that this person is always sent, where the backend has such a thing for tests.
    pub code: Option<String>,
    /// A bearer token: this person need not sign in. What is about signing in is then left out.
    pub bearer: Option<String>,
}

/// Who is who.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles(BTreeMap<Role, Person>);

impl Roles {
    /// Reads the file: an object with a member for each role.
    ///
    /// # Errors
    /// Says what is wrong, with the name of the role.
    pub fn parse(text: &str) -> Result<Self, String> {
        let read: BTreeMap<String, Person> = serde_json::from_str(text).map_err(|why| why.to_string())?;
        let mut roles = Self::default();
        for (name, person) in read {
            if person.id_number.is_none() && person.bearer.is_none() {
                return Err(format!("`{name}` has neither an `id_number` nor a `bearer`"));
            }
            roles.set(Role::parse(&name)?, person);
        }
        Ok(roles)
    }

    /// Reads `ROLE=ID_NUMBER` or `ROLE=ID_NUMBER:PASSWORD`, as `--sign-in` takes it.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        let (role, rest) = text.split_once('=').ok_or("it is ROLE=ID_NUMBER or ROLE=ID_NUMBER:PASSWORD")?;
        let (number, password) = rest.split_once(':').map_or((rest, None), |(number, word)| (number, Some(word)));
        let id_number = Some(number.to_owned());
        let person = Person { id_number, password: password.map(str::to_owned), ..Person::default() };
        self.set(Role::parse(role)?, person);
        Ok(())
    }

    /// Says who it is.
    pub fn set(&mut self, role: Role, person: Person) {
        self.0.insert(role, person);
    }

    /// Gives everybody without a code of their own this one.
    pub fn default_code(&mut self, code: &str) {
        for person in self.0.values_mut() {
            person.code.get_or_insert_with(|| code.to_owned());
        }
    }

    /// Who it is, if that is known.
    pub fn get(&self, role: Role) -> Option<&Person> {
        self.0.get(&role)
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, Roles};

    #[test]
    fn roles_are_read_from_a_file_and_from_the_command_line() {
        let mut roles = Roles::parse(r#"{"payer": {"id_number": "1", "password": "135790"}}"#).unwrap();
        roles.add("employee=2:246800").unwrap();
        roles.add("lockable=3").unwrap();
        roles.default_code("000000");
        assert_eq!(roles.get(Role::Payer).unwrap().password.as_deref(), Some("135790"));
        assert_eq!(roles.get(Role::Employee).unwrap().password.as_deref(), Some("246800"));
        assert_eq!(roles.get(Role::Lockable).unwrap().code.as_deref(), Some("000000"));
        assert_eq!(roles.get(Role::Cardless), None);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, says) in [
            ("{", "EOF"),
            (r#"{"boss": {"id_number": "1"}}"#, "no role `boss`"),
            (r#"{"payer": {}}"#, "neither"),
            (r#"{"payer": {"id_number": "1", "pin": "1"}}"#, "pin"),
        ] {
            let why = Roles::parse(text).unwrap_err();
            assert!(why.contains(says), "{text}: {why}");
        }
        assert!(Roles::default().add("payer").is_err() && Roles::default().add("boss=1").is_err());
    }
}
