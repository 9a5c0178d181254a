-- What the user did beside ending a request: the polite message, what brought the two closer, advice that was dismissed.
-- `kind` is a word of the program's (domain/deed.rs).
CREATE TABLE new_action (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL REFERENCES request ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind <> ''),
    done_at INTEGER NOT NULL,
    done_is_day INTEGER NOT NULL CHECK (done_is_day IN (0, 1)),
    recorded_at INTEGER NOT NULL
) STRICT;
INSERT INTO new_action SELECT id, request_id, kind, done_at, done_is_day, recorded_at FROM action;
DROP TABLE action;
ALTER TABLE new_action RENAME TO action;
CREATE INDEX action_by_request ON action (request_id);

-- What LinkedIn told the user about the account. Of several words about the same event the latest counts.
CREATE TABLE account_event (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('warning', 'limit', 'restricted')),
    happened_at INTEGER NOT NULL,
    happened_is_day INTEGER NOT NULL CHECK (happened_is_day IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    is_mistake INTEGER NOT NULL CHECK (is_mistake IN (0, 1)),
    UNIQUE (kind, happened_at, happened_is_day, recorded_at, is_mistake)
) STRICT;

-- When `invtrack check` last told what is new on this machine, the highest numbers of a look and of a request then, and
-- the pause that was asked for. Not exported.
CREATE TABLE marker (
    name TEXT NOT NULL PRIMARY KEY CHECK (name IN ('check')),
    at INTEGER NOT NULL,
    look INTEGER NOT NULL,
    request INTEGER NOT NULL,
    pause_until TEXT CHECK (length(pause_until) = 10)
) STRICT, WITHOUT ROWID;
