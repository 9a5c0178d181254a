-- Times are UTC milliseconds; where only the day is known, *_is_day is 1 and the time is noon UTC of that day.
-- Numbers handed out to users (request.id, observation.id) are never reused: AUTOINCREMENT.

CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE DEFAULT (randomblob(16)) CHECK (length(uid) = 16),
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL,
    slug TEXT UNIQUE CHECK (slug <> ''),
    email TEXT CHECK (email <> ''),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX person_by_folded ON person (folded);

CREATE TABLE request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE DEFAULT (randomblob(16)) CHECK (length(uid) = 16),
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    sent_at INTEGER NOT NULL,
    sent_is_day INTEGER NOT NULL CHECK (sent_is_day IN (0, 1)),
    note TEXT CHECK (note <> ''),
    generic INTEGER NOT NULL CHECK (generic IN (0, 1)),
    template TEXT CHECK (template <> ''),
    met_at TEXT CHECK (met_at <> ''),
    met_briefly TEXT CHECK (met_briefly <> ''),
    mutual INTEGER CHECK (mutual >= 0),
    senior INTEGER NOT NULL CHECK (senior IN (0, 1)),
    stranger INTEGER NOT NULL CHECK (stranger IN (0, 1)),
    confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source <> '')
) STRICT;
CREATE INDEX request_by_person ON request (person_id, sent_at);
CREATE INDEX request_by_sending ON request (sent_at);
-- Requests typed in within a day of being sent: what personal calibration learns from.
CREATE INDEX request_recorded_fresh ON request (sent_at)
    WHERE source = 'typed' AND recorded_at - sent_at <= 86400000;

CREATE TABLE tag (
    request_id INTEGER NOT NULL REFERENCES request ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (tag <> ''),
    PRIMARY KEY (request_id, tag)
) STRICT, WITHOUT ROWID;

-- What the user did after sending. The latest one counts; 'reopened' takes back what was stated before.
CREATE TABLE action (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL REFERENCES request ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('withdrawn', 'expired', 'declined', 'reopened')),
    done_at INTEGER NOT NULL,
    done_is_day INTEGER NOT NULL CHECK (done_is_day IN (0, 1)),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX action_by_request ON action (request_id);

-- One dated look at a person: at least one signal, or a memo.
CREATE TABLE observation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
    seen_at INTEGER NOT NULL,
    seen_is_day INTEGER NOT NULL CHECK (seen_is_day IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    button TEXT CHECK (button IN ('connect', 'pending', 'message', 'follow', 'accept', 'unknown')),
    connections INTEGER CHECK (connections >= 0),
    in_connections INTEGER CHECK (in_connections IN (0, 1)),
    degree TEXT CHECK (degree IN ('1st', '2nd', '3rd')),
    notified INTEGER CHECK (notified IN (0, 1)),
    sent_page TEXT CHECK (sent_page IN ('listed', 'gone', 'canceled', 'accepted')),
    viewed_me INTEGER NOT NULL CHECK (viewed_me IN (0, 1)),
    engaged INTEGER NOT NULL CHECK (engaged IN (0, 1)),
    replied INTEGER NOT NULL CHECK (replied IN (0, 1)),
    memo TEXT CHECK (memo <> ''),
    CHECK (
        coalesce(button, connections, in_connections, degree, notified, sent_page, memo) IS NOT NULL
        OR viewed_me OR engaged OR replied
    )
) STRICT;
CREATE INDEX observation_by_person ON observation (person_id, seen_at);

-- Which lists of a data export were read, and as of which day (YYYY-MM-DD): a complete list says something
-- about those who are missing from it, also about people we hear of only later.
CREATE TABLE snapshot (
    list TEXT NOT NULL CHECK (list IN ('invitations', 'connections')),
    as_of TEXT NOT NULL CHECK (length(as_of) = 10),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (list, as_of)
) STRICT, WITHOUT ROWID;

-- The user's own connections, as the exports list them: what tells later who of them accepted, and when.
-- Days as YYYY-MM-DD. `key`: the profile, or a blank and the folded name where there is none. Somebody may come back: a
-- row for each time. `gone_by`: the first list without them.
CREATE TABLE connection (
    key TEXT NOT NULL CHECK (key <> ''),
    connected_on TEXT NOT NULL CHECK (length(connected_on) = 10),
    folded TEXT NOT NULL,
    gone_by TEXT CHECK (length(gone_by) = 10),
    PRIMARY KEY (key, connected_on)
) STRICT, WITHOUT ROWID;
