//! What TAB offers. The file is opened to be read or not at all: nothing is created, brought forward, rolled back, or
//! waited for.

use std::path::Path;
use std::time::Duration;

use rusqlite::OpenFlags;

use super::header::{APPLICATION_ID, HeaderMarks, VERSION};
use super::open::{Read, Store, View};
use super::part::Seed;

/// So many of the newest are looked at for such as have not ended.
const LOOKED_AT: usize = 150;

impl Store {
    pub fn open_to_complete(path: &Path) -> Option<Self> {
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
        store.connection.busy_timeout(Duration::ZERO).ok()?;
        let marks = HeaderMarks::of(&store.connection).ok()?;
        matches!(marks, HeaderMarks { application: APPLICATION_ID, version: VERSION, .. }).then_some(store)
    }
}

impl View<'_> {
    /// The newest requests, of which those come first that are not known to have ended.
    pub fn newest(&self, most: usize) -> Read<Vec<Seed>> {
        self.first("(kind = 'sent' OR kind = 'invitation')", ["", ""], most)
    }

    /// Those whose number begins with these digits.
    pub fn numbered(&self, digits: &str, most: usize) -> Read<Vec<Seed>> {
        self.first("number IS NOT NULL AND (number || '') BETWEEN ?2 AND ?3", [digits, &after(digits)], most)
    }

    /// Those whose profile, or whose name's key, begins with that.
    pub fn beginning(&self, slug: &str, name: &str, most: usize) -> Read<Vec<Seed>> {
        const SENT: &str = "(kind = 'sent' OR kind = 'invitation' OR kind = 'correction')";
        let mut found =
            self.first(&format!("slug BETWEEN ?2 AND ?3 AND {SENT}"), [slug, &after(slug)], most)?;
        if !name.is_empty() {
            found.extend(self.first(
                &format!("folded BETWEEN ?2 AND ?3 AND {SENT}"),
                [name, &after(name)],
                most,
            )?);
        }
        Ok(found)
    }

    fn first(&self, which: &str, range: [&str; 2], most: usize) -> Read<Vec<Seed>> {
        let list = format!(
            "SELECT id FROM (SELECT id, at, slug FROM fact WHERE step <= ?1 AND ?2 <= ?3 AND {which}
                ORDER BY at DESC LIMIT {LOOKED_AT}) AS f
            ORDER BY EXISTS (SELECT 1 FROM fact AS e WHERE e.about = f.id AND (e.kind = 'acceptance'
                    OR e.body IN ('{{\"do\":\"withdrawn\"}}', '{{\"do\":\"expired\"}}', '{{\"do\":\"declined\"}}')))
                OR EXISTS (SELECT 1 FROM fact AS c WHERE c.slug = f.slug
                    AND (c.kind = 'connection' OR c.kind = 'acceptance')), at DESC LIMIT {most}"
        );
        self.list(&list, (self.live, range[0], range[1]), |row| row.get(0).map(Seed::Id))
    }

    /// Of the newest requests.
    pub fn tags(&self) -> Read<Vec<String>> {
        let list = "SELECT tag.value FROM (SELECT body FROM fact WHERE (kind = 'sent' OR kind = 'invitation')
                AND step <= ?1 ORDER BY at DESC LIMIT 2000) AS f, json_each(f.body, '$.tags') AS tag
            UNION SELECT substr(tag.key, 5) FROM fact AS f, json_each(f.body, '$.set') AS tag
            WHERE f.kind = 'correction' AND f.step <= ?1 AND tag.key GLOB 'tag:*' AND tag.value";
        self.list(list, [self.live], |row| row.get(0))
    }
}

/// The end of all that begins with that.
fn after(text: &str) -> String {
    format!("{text}{}", char::MAX)
}
