-- A request that a copied page told of: "2 weeks ago" is some day within so many days of sent_at; 0: the day is known.
ALTER TABLE request ADD COLUMN sent_within INTEGER NOT NULL DEFAULT 0 CHECK (sent_within >= 0);

-- What an import read and could not work in: what may be about several people, or about nobody on record yet. It is
-- tried again with every import. `fact`: what was read, as JSON; the same fact is kept once. `settled_at`: when the
-- user said whom it is about, or that it is about nobody.
CREATE TABLE kept (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fact TEXT NOT NULL UNIQUE CHECK (json_valid(fact)),
    recorded_at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE INDEX kept_open ON kept (id) WHERE settled_at IS NULL;

-- A copied Sent page that was complete is such a list, too.
CREATE TABLE new_snapshot (
    list TEXT NOT NULL CHECK (list IN ('invitations', 'connections', 'sent page')),
    as_of TEXT NOT NULL CHECK (length(as_of) = 10),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (list, as_of)
) STRICT, WITHOUT ROWID;
INSERT INTO new_snapshot SELECT list, as_of, recorded_at FROM snapshot;
DROP TABLE snapshot;
ALTER TABLE new_snapshot RENAME TO snapshot;
