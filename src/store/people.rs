//! Whom a profile or a name means.

use super::read::{View, Which};
use crate::domain::book::Book;

impl View<'_> {
    /// The person with that profile, or with an entry merged into theirs that had it.
    pub fn person_with_slug(&self, slug: &str) -> rusqlite::Result<Option<i64>> {
        match self.one("SELECT id FROM person WHERE slug = ?1", [slug])? {
            Some(person) => Ok(Some(person)),
            None => self.one("SELECT person_id FROM person_key WHERE key = ?1 AND is_alias = 1", [slug]),
        }
    }

    /// The people whose folded name, or whose profile, contains the text (already folded).
    pub fn people_like(&self, folded: &str) -> rusqlite::Result<Vec<i64>> {
        self.list(
            "SELECT id FROM person WHERE instr(folded, ?1) OR instr(replace(coalesce(slug, ''), '-', ' '), ?1)
             UNION SELECT person_id FROM person_key WHERE is_alias = 1 AND instr(replace(key, '-', ' '), ?1)
             ORDER BY 1",
            [folded],
            |row| row.get(0),
        )
    }

    /// The people of exactly that folded name.
    pub fn people_named(&self, folded: &str) -> rusqlite::Result<Vec<i64>> {
        self.list("SELECT id FROM person WHERE folded = ?1 ORDER BY id", [folded], |row| row.get(0))
    }

    pub(super) fn add_aliases(&self, book: &mut Book, which: Which) -> rusqlite::Result<()> {
        let which = which.clause("AND", "person_id");
        // Not what somebody else has now, or they themselves.
        let list = format!(
            "SELECT person_id, key FROM person_key
             WHERE is_alias = 1{which} AND NOT EXISTS (SELECT 1 FROM person WHERE slug = key) ORDER BY key"
        );
        for (person, slug) in self.list(&list, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))? {
            if let Ok(index) = book.people.binary_search_by_key(&person, |known| known.id) {
                book.people[index].aliases.push(slug);
            }
        }
        Ok(())
    }
}
