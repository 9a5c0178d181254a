//! Which column of a table is what: as the user says (`--map`), else by what such headers are usually called.

use super::error::TableError;
use crate::record::name::fold;
use crate::record::suggest::{did_you_mean, nearest};

/// What a column can hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Field {
    /// First and last name.
    Name,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// The address of the profile, or its slug.
    ProfileUrl,
    /// The e-mail address.
    Email,
    /// When the request was sent.
    SentAt,
    /// The note that went with it.
    Note,
    /// When it was accepted.
    AcceptedAt,
    /// When the user took it back.
    WithdrawnAt,
    /// The user's own labels.
    Tags,
}

/// How many fields there are.
const COUNT: usize = 10;

impl Field {
    /// Every field, in order.
    pub const ALL: [Self; COUNT] = [
        Self::Name,
        Self::FirstName,
        Self::LastName,
        Self::ProfileUrl,
        Self::Email,
        Self::SentAt,
        Self::Note,
        Self::AcceptedAt,
        Self::WithdrawnAt,
        Self::Tags,
    ];

    /// What `--map` calls it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::ProfileUrl => "profile_url",
            Self::Email => "email",
            Self::SentAt => "sent_at",
            Self::Note => "note",
            Self::AcceptedAt => "accepted_at",
            Self::WithdrawnAt => "withdrawn_at",
            Self::Tags => "tags",
        }
    }

    /// What spreadsheets and other tools call it: in lower case, letters and digits only.
    const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "name",
                "fullname",
                "contactname",
                "contact",
                "person",
                "leadname",
                "profilename",
                "vollstandigername",
            ],
            Self::FirstName => &["firstname", "givenname", "forename", "vorname", "prenom"],
            Self::LastName => &["lastname", "surname", "familyname", "nachname"],
            Self::ProfileUrl => &[
                "profileurl",
                "profile",
                "profilelink",
                "url",
                "link",
                "linkedin",
                "linkedinurl",
                "linkedinlink",
                "linkedinprofile",
                "linkedinprofileurl",
                "linkedinprofilelink",
                "personlinkedinurl",
                "publicprofileurl",
                "inviteeprofileurl",
                "profil",
                "profillink",
                "linkedinprofil",
            ],
            Self::Email => &["email", "emailaddress", "mail"],
            Self::SentAt => &[
                "sentat",
                "gesendet",
                "gesendetam",
                "sent",
                "senton",
                "sentdate",
                "datesent",
                "requestsent",
                "requestsentat",
                "requestedat",
                "requestdate",
                "connectionrequestdate",
                "connectionrequestsent",
                "connectionrequestsentat",
                "connectionrequestsentdate",
                "invitedat",
                "invitedon",
                "invitationdate",
                "invitationsent",
                "invitationsentat",
                "invitesentat",
            ],
            Self::Note => &[
                "note",
                "message",
                "connectionnote",
                "connectionmessage",
                "connectionrequestmessage",
                "invitationnote",
                "invitationmessage",
            ],
            Self::AcceptedAt => &[
                "acceptedat",
                "acceptedon",
                "accepteddate",
                "dateaccepted",
                "connectedat",
                "connectedon",
                "connecteddate",
                "dateconnected",
                "connectedsince",
                "connectiondate",
            ],
            Self::WithdrawnAt => &["withdrawnat", "withdrawnon", "withdrawndate", "datewithdrawn"],
            Self::Tags => &["tags", "tag", "labels", "label"],
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word().eq_ignore_ascii_case(word))
    }

    fn of_header(header: &str) -> Option<Self> {
        let squeezed: String = fold(header).split(' ').collect();
        Self::ALL.into_iter().find(|field| field.headers().contains(&squeezed.as_str()))
    }
}

/// What `--map` says: fields and the headers of their columns.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Mapping(Vec<(Field, String)>);

impl Mapping {
    /// Reads `FIELD=HEADER,…`; a header may be quoted, and an empty one means that the field is in no column.
    pub fn parse(texts: &[String]) -> Result<Self, TableError> {
        let mut map = Self::default();
        for item in texts.iter().flat_map(|text| split_items(text)) {
            let unreadable = || TableError::Map { text: item.trim().to_owned() };
            let (word, header) = item.split_once('=').ok_or_else(unreadable)?;
            let word = word.trim();
            let field = Field::of_word(word).ok_or_else(|| {
                let words = Field::ALL.map(Field::word);
                let hint = did_you_mean(&nearest(word, words, 3));
                TableError::UnknownField { word: word.to_owned(), hint }
            })?;
            if map.0.iter().any(|(known, _)| *known == field) {
                return Err(TableError::MappedTwice { field: field.word() });
            }
            map.0.push((field, unquoted(header.trim()).ok_or_else(unreadable)?));
        }
        Ok(map)
    }

    /// Whether the user says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The parts between commas that are not in quotes.
fn split_items(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
    .filter(|item| !item.trim().is_empty())
    .collect()
}

fn unquoted(text: &str) -> Option<String> {
    let Some(rest) = text.strip_prefix('"') else { return Some(text.to_owned()) };
    rest.strip_suffix('"').map(|inside| inside.replace("\"\"", "\""))
}

/// Where each field is.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Columns {
    places: [Option<usize>; COUNT],
}

impl Columns {
    /// Finds the fields among the headers.
    pub(super) fn find(headers: &[String], map: &Mapping) -> Result<Self, TableError> {
        let mut columns = Self::default();
        for (field, header) in map.0.iter().filter(|(_, header)| !header.is_empty()) {
            columns.places[*field as usize] = Some(place_of(header, headers)?);
        }
        let taken = columns.places;
        for (index, header) in headers.iter().enumerate() {
            let guess = Field::of_header(header).filter(|field| map.0.iter().all(|(said, _)| said != field));
            let Some(field) = guess.filter(|_| !taken.contains(&Some(index))) else { continue };
            if let Some(other) = columns.places[field as usize].replace(index) {
                let (first, second) = (headers[other].clone(), header.clone());
                return Err(TableError::TwoColumns { field: field.word(), first, second });
            }
        }
        Ok(columns)
    }

    /// The place of a field, if it has a column.
    pub(super) fn place(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }

    /// Whether a row can say who somebody is.
    pub(super) fn tell_who(&self) -> bool {
        [Field::Name, Field::FirstName, Field::LastName, Field::ProfileUrl]
            .into_iter()
            .any(|field| self.place(field).is_some())
    }

    /// What every table needs and this one has not.
    pub(super) fn missing(&self) -> Option<&'static str> {
        match (self.tell_who(), self.place(Field::SentAt).is_some()) {
            (true, true) => None,
            (true, false) => Some("when the request was sent (sent_at)"),
            (false, true) => Some("a name or a profile (name, profile_url)"),
            (false, false) => {
                Some("a name or a profile (name, profile_url) and when the request was sent (sent_at)")
            }
        }
    }

    /// The fields that were found, in order, and their columns.
    pub(super) fn found(&self) -> impl Iterator<Item = (Field, usize)> + '_ {
        Field::ALL.into_iter().filter_map(|field| Some((field, self.place(field)?)))
    }
}

fn place_of(header: &str, headers: &[String]) -> Result<usize, TableError> {
    let wanted = header.trim().to_lowercase();
    let mut same =
        headers.iter().enumerate().filter(|(_, name)| name.to_lowercase() == wanted).map(|(index, _)| index);
    match (same.next(), same.next()) {
        (Some(index), None) => Ok(index),
        (Some(_), Some(_)) => Err(TableError::HeaderTwice { header: header.to_owned() }),
        (None, _) => {
            let near = nearest(header, headers.iter().map(String::as_str), 3);
            let hint = did_you_mean(&near);
            Err(TableError::NoSuchHeader { header: header.to_owned(), found: headers.to_vec(), hint })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn map(text: &str) -> Result<Mapping, TableError> {
        Mapping::parse(&[text.to_owned()])
    }

    fn headers(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    fn found(text: &str, mapping: &str) -> Vec<(&'static str, usize)> {
        let columns = Columns::find(&headers(text), &map(mapping).unwrap()).unwrap();
        columns.found().map(|(field, index)| (field.word(), index)).collect()
    }

    #[test]
    fn usual_headers_are_guessed() {
        for (header, field) in [
            ("Full Name", "name"),
            ("first_name", "first_name"),
            ("Last Name", "last_name"),
            ("LinkedIn URL", "profile_url"),
            ("Profile Link", "profile_url"),
            ("E-Mail Address", "email"),
            ("Date Sent", "sent_at"),
            ("Connection request date", "sent_at"),
            ("connectionRequestDate", "sent_at"),
            ("Connected At", "accepted_at"),
            ("Message", "note"),
            ("Labels", "tags"),
        ] {
            assert_eq!(found(header, ""), [(field, 0)], "{header}");
        }
        assert_eq!(found("Company|Position|Status", ""), []);
    }

    #[test]
    fn what_is_said_goes_before_what_is_guessed() {
        assert_eq!(
            found("Name|Sent|When, by me = us", "sent_at=\"when, by me = us\""),
            [("name", 0), ("sent_at", 2)]
        );
        assert_eq!(found("Name|Note|Text", "note=Text,name = NAME"), [("name", 0), ("note", 2)]);
        assert_eq!(found("Name|Note", "note="), [("name", 0)]);
        assert_eq!(found("Name|Say \"hi\"", "note=\"say \"\"hi\"\"\""), [("name", 0), ("note", 1)]);
        assert_eq!(found("Note|Message", "note=message,tags=note"), [("note", 1), ("tags", 0)]);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        assert!(matches!(map("sent=x"), Err(TableError::UnknownField { hint: Some(_), .. })));
        assert!(matches!(map("sent_at"), Err(TableError::Map { .. })));
        assert!(matches!(map("name=\"x"), Err(TableError::Map { .. })));
        assert!(matches!(map("name=x,name=y"), Err(TableError::MappedTwice { .. })));
        let find = |text: &str, mapping: &str| Columns::find(&headers(text), &map(mapping).unwrap());
        assert!(matches!(find("Note|Message", ""), Err(TableError::TwoColumns { .. })));
        assert!(matches!(find("Name|Name", "name=name"), Err(TableError::HeaderTwice { .. })));
        let hint = |text| find(text, "").unwrap_err().hint().unwrap();
        assert_eq!(hint("Note|Message"), "say which: --map 'note=\"Note\"'");
        assert_eq!(hint("Name|NAME"), "rename one of them");
        let missing = find("Date sent", "sent_at=Date snt");
        assert!(matches!(missing, Err(TableError::NoSuchHeader { hint: Some(_), .. })));
    }

    proptest! {
        #[test]
        fn any_map_is_read_or_refused(text in "[a-z_=,\" é]{0,40}") {
            let _ = map(&text).map(|map| Columns::find(&headers("Name|Sent"), &map));
        }
    }
}
