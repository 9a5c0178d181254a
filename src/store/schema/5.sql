-- What commands did, one step each, in the user's words: for `invtrack undo`. Of this machine alone; not exported.
-- `touched`: how many rows of which table, as JSON. `fresh`: which rows the step brought, as JSON: those with a greater
-- number than that of the table, or, where it is null, all of the table's; they need no entry in the journal.
-- `size`: bytes of its entries.
CREATE TABLE step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    words TEXT NOT NULL CHECK (words <> ''),
    touched TEXT NOT NULL CHECK (json_valid(touched)),
    fresh TEXT NOT NULL CHECK (json_valid(fresh)),
    size INTEGER NOT NULL CHECK (size >= 0),
    is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1))
) STRICT;

-- An entry for each row that a step changed: what undoing it puts there, and, once it is undone, what redoing it does.
-- `place`: the table. `key`: the row's primary key, `was`: its other columns, both as JSON; `was` is NULL where there
-- was no such row.
CREATE TABLE journal (
    step INTEGER NOT NULL,
    place TEXT NOT NULL,
    key TEXT NOT NULL,
    was TEXT,
    PRIMARY KEY (step, place, key)
) STRICT, WITHOUT ROWID;
