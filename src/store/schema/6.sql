-- A profile of an entry that was merged into another one finds that one, too. Other profiles that somebody ever had do
-- not: the user may have corrected them because they are somebody else's.
ALTER TABLE person_key ADD COLUMN is_alias INTEGER NOT NULL DEFAULT 0 CHECK (is_alias IN (0, 1));
CREATE INDEX person_key_by_alias ON person_key (person_id) WHERE is_alias = 1;
