-- Two machines may know the same people and requests. Whatever ever told one apart stays with it, so that they find
-- each other again: a BLOB is a uid, a TEXT a profile. What belongs to somebody already is given to nobody else.
CREATE TABLE person_key (
    key ANY NOT NULL PRIMARY KEY CHECK (
        (typeof(key) = 'blob' AND length(key) = 16) OR (typeof(key) = 'text' AND key <> '')
    ),
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX person_key_by_person ON person_key (person_id);
INSERT INTO person_key SELECT uid, id FROM person;
INSERT INTO person_key SELECT slug, id FROM person WHERE slug IS NOT NULL;

CREATE TABLE request_uid (
    uid BLOB NOT NULL PRIMARY KEY CHECK (length(uid) = 16),
    request_id INTEGER NOT NULL REFERENCES request ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX request_uid_by_request ON request_uid (request_id);
INSERT INTO request_uid SELECT uid, id FROM request;

-- The UTC days on which a request was ever said to be sent: one person is not asked twice on one day.
CREATE TABLE request_day (
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    day TEXT NOT NULL CHECK (length(day) = 10),
    request_id INTEGER NOT NULL REFERENCES request ON DELETE CASCADE,
    PRIMARY KEY (person_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_day_by_request ON request_day (request_id);
INSERT OR IGNORE INTO request_day
    SELECT person_id, strftime('%Y-%m-%d', sent_at / 1000, 'unixepoch'), id FROM request ORDER BY id;

-- Two people may end up with one profile by corrections on two machines, so it is no longer UNIQUE.
-- `edits`: when a field was set or edited, as JSON; a field that is not in it was set when the row was recorded.
CREATE TABLE new_person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE DEFAULT (randomblob(16)) CHECK (length(uid) = 16),
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL,
    slug TEXT CHECK (slug <> ''),
    email TEXT CHECK (email <> ''),
    recorded_at INTEGER NOT NULL,
    edits TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(edits))
) STRICT;
INSERT INTO new_person (id, uid, name, folded, slug, email, recorded_at)
    SELECT id, uid, name, folded, slug, email, recorded_at FROM person;
DROP TABLE person;
ALTER TABLE new_person RENAME TO person;
CREATE INDEX person_by_folded ON person (folded);
CREATE INDEX person_by_slug ON person (slug);

ALTER TABLE request ADD COLUMN edits TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(edits));

-- A mistaken look stays as a mark, so that no other machine brings it back. Its memo is replaced by a digest.
ALTER TABLE observation ADD COLUMN removed_at INTEGER;

-- `seen_on`: the latest list with them; who is missing from a later complete one is gone.
CREATE TABLE new_connection (
    key TEXT NOT NULL CHECK (key <> ''),
    connected_on TEXT NOT NULL CHECK (length(connected_on) = 10),
    folded TEXT NOT NULL,
    seen_on TEXT NOT NULL CHECK (length(seen_on) = 10),
    PRIMARY KEY (key, connected_on)
) STRICT, WITHOUT ROWID;
INSERT INTO new_connection
    SELECT key, connected_on, folded, coalesce(
        (SELECT max(as_of) FROM snapshot WHERE list = 'connections' AND (gone_by IS NULL OR as_of < gone_by)),
        connected_on
    ) FROM connection;
DROP TABLE connection;
ALTER TABLE new_connection RENAME TO connection;
