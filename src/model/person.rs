//! Whom a request was sent to.

use crate::record::time::Instant;
use crate::record::uid::Uid;

/// Somebody the user sent a request to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The lowest number of a request to them.
    pub id: i64,
    /// As shown on the profile; the slug or the e-mail address where nothing better is known.
    pub name: String,
    /// The last part of the profile URL, normalised by [`crate::record::slug::read_slug`].
    pub slug: Option<String>,
    /// Their other profiles, as far as nobody has them now: of entries that were merged into this one, or as the user
    /// said of a row.
    pub aliases: Vec<String>,
    /// Where the invitation went by e-mail.
    pub email: Option<String>,
    /// When invtrack first heard of them.
    pub recorded_at: Instant,
    /// Every fact about them.
    pub facts: Vec<Uid>,
}

impl Person {
    /// Somebody who is not on record yet, under no other profile.
    pub const fn new(
        name: String,
        slug: Option<String>,
        email: Option<String>,
        recorded_at: Instant,
    ) -> Self {
        Self { id: 0, name, slug, aliases: Vec::new(), email, recorded_at, facts: Vec::new() }
    }

    /// Every profile that is theirs, once.
    pub fn profiles(&self) -> impl Iterator<Item = &String> {
        self.slug.iter().chain(&self.aliases)
    }

    /// Whether that profile is theirs.
    pub fn has_profile(&self, slug: &str) -> bool {
        self.profiles().any(|own| own == slug)
    }
}
