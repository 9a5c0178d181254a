-- The record is a set of facts; whatever follows from them is derived when it is read, and stands nowhere here.

CREATE TABLE record (                                 -- one row
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL CHECK (length(id) = 16),         -- at random: which copies are of this record
    salt BLOB NOT NULL CHECK (length(salt) = 16),     -- at random: for `forgotten`
    live INTEGER NOT NULL CHECK (live >= 0),          -- the last step in force: undo lowers it, redo raises it
    numbers INTEGER NOT NULL CHECK (numbers >= 0)     -- the highest request number ever given: none is given again
) STRICT;
INSERT INTO record VALUES (1, randomblob(16), randomblob(16), 0, 0);

-- What one command added. A new step first deletes what lies above `live`.
CREATE TABLE step (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, words TEXT NOT NULL) STRICT;

-- What somebody typed or a file showed. Never updated (but `number`, and `learned` downwards); deleted by a step after an
-- undo, and by forget.
CREATE TABLE fact (
    id INTEGER PRIMARY KEY,                           -- of this file alone, growing with the steps; exports say uids
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    kind TEXT NOT NULL CHECK (                        -- a list of words with IN would cost as much as the insert
        kind = 'look' OR kind = 'connection' OR kind = 'sent' OR kind = 'invitation' OR kind = 'acceptance'
        OR kind = 'reply' OR kind = 'action' OR kind = 'correction' OR kind = 'account'),
    about INTEGER REFERENCES fact,                    -- the one fact that it speaks of, where that is in this file
    at INTEGER,                                       -- when it happened: UTC milliseconds; of a day: its noon
    days INTEGER CHECK (days BETWEEN -1 AND 65535),   -- NULL: at that moment; -1: local time of an unknown zone (`at`: its
                                                      -- digits as if UTC); 0: on that day; n: give or take n days
    step INTEGER NOT NULL,                            -- without REFERENCES: each deleted step would scan this table
    learned INTEGER NOT NULL,
    number INTEGER CHECK (number > 0),                -- of the request, where this fact is the one that bears it
    name TEXT CHECK (name <> ''),                     -- who, as the source says it
    slug TEXT CHECK (slug <> ''),                     -- normalised; of a correction: the profile that it tells
    folded TEXT CHECK (folded <> ''),                 -- the key of the name; of a correction: of the one that it tells
    email TEXT COLLATE NOCASE CHECK (email <> ''),    -- of a correction: the one that it tells
    body TEXT CHECK (json_valid(body)),               -- what else its kind tells, as in an export
    more TEXT CHECK (json_valid(more)),               -- the rest, mostly nothing: facts that it speaks of, marks, first name
    CHECK (number IS NULL OR kind = 'sent' OR kind = 'invitation')
) STRICT;
CREATE INDEX fact_by_slug ON fact (slug) WHERE slug IS NOT NULL;
-- Also by the first word, with which the key begins.
CREATE INDEX fact_by_name ON fact (folded) WHERE folded IS NOT NULL;
CREATE INDEX fact_by_email ON fact (email) WHERE email IS NOT NULL;
CREATE INDEX fact_by_about ON fact (about) WHERE about IS NOT NULL;
CREATE INDEX fact_of_account ON fact (at) WHERE kind = 'account';
CREATE INDEX fact_of_sending ON fact (at) WHERE kind = 'sent' OR kind = 'invitation';
CREATE INDEX fact_of_correction ON fact (id) WHERE kind = 'correction';
CREATE UNIQUE INDEX fact_by_number ON fact (number) WHERE number IS NOT NULL;

-- What a fact names besides: facts and lists by uid (a blob), further profiles (a text).
CREATE TABLE names (
    fact INTEGER NOT NULL REFERENCES fact ON DELETE CASCADE,
    what ANY NOT NULL,
    PRIMARY KEY (fact, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX names_by_what ON names (what);

-- A list that was read, as the difference from an earlier one: '1-30000', '17 204 30151-30300' are ids of facts.
CREATE TABLE list (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    kind TEXT NOT NULL CHECK (kind = 'invitations' OR kind = 'connections'),
    source TEXT NOT NULL CHECK (source = 'export' OR source = 'page'),
    as_of INTEGER NOT NULL,
    days INTEGER CHECK (days BETWEEN -1 AND 65535),   -- as of a fact
    complete INTEGER CHECK (complete >= step),        -- the step that told that it is all there is; NULL: none did
    base INTEGER REFERENCES list,                     -- NULL: `came` is all of it
    came TEXT NOT NULL,
    went TEXT NOT NULL,
    sum BLOB NOT NULL CHECK (length(sum) = 16),       -- of the uids of its rows, from which its own uid is made
    step INTEGER NOT NULL,
    learned INTEGER NOT NULL
) STRICT;
CREATE INDEX list_by_base ON list (base) WHERE base IS NOT NULL;

-- Salted hashes of profiles and names.
CREATE TABLE forgotten (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 16),
    learned INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What `check` has told: everything up to that fact and list.
CREATE TABLE marker (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    list INTEGER NOT NULL,
    pause_until TEXT
) STRICT;

-- What takes long to derive. Anything in it may be deleted at any time.
CREATE TABLE cache (
    name TEXT PRIMARY KEY,
    until INTEGER,                                    -- it follows from what was learned before that time, if from that alone
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- For people with the sqlite3 shell: SELECT * FROM said WHERE name LIKE '%brandt%' ORDER BY at;
CREATE VIEW said AS
    SELECT f.id, f.kind, coalesce(s.number, f.number) AS request, coalesce(f.name, s.name) AS name,
        coalesce(f.slug, s.slug) AS slug,
        CASE WHEN f.days >= 0 THEN date(f.at / 1000, 'unixepoch') ELSE datetime(f.at / 1000, 'unixepoch') END AS at,
        f.body, f.more, f.step, datetime(f.learned / 1000, 'unixepoch') AS learned
    FROM record, fact AS f LEFT JOIN fact AS s ON s.id = f.about WHERE f.step <= live;
