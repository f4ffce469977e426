-- Earlier texts that take little room and have names; posts in other orders.

-- An earlier text is whole (`text`), or packed: a zstd frame of the same JSON, made with the JSON of
-- the revision `base` as its dictionary, where there is one. A base is never based on another and is
-- older than what is based on it. SQLite changes no CHECK in place.
CREATE TABLE revisions_new (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    post       INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    text       TEXT,                                   -- JSON of core::PostText
    reason     TEXT NOT NULL CHECK (reason IN
               ('publish', 'pause', 'collision', 'elsewhere', 'checkpoint', 'replaced')),
    created_at INTEGER NOT NULL,
    name       TEXT NOT NULL DEFAULT '',               -- the writer's, for a few
    base       INTEGER REFERENCES revisions (id),
    packed     BLOB,
    CHECK ((text IS NULL) <> (packed IS NULL))
) STRICT;
INSERT INTO revisions_new (id, post, text, reason, created_at)
SELECT id, post, text, reason, created_at FROM revisions;
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'revisions')
WHERE name = 'revisions_new' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'revisions');
INSERT INTO sqlite_sequence (name, seq)
SELECT 'revisions_new', seq FROM sqlite_sequence WHERE name = 'revisions'
    AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'revisions_new');
DROP TABLE revisions;
ALTER TABLE revisions_new RENAME TO revisions;
CREATE INDEX revisions_by_post ON revisions (post, created_at DESC, id DESC);
CREATE INDEX revisions_by_base ON revisions (base) WHERE base IS NOT NULL;
-- Whether a revision may go is asked of the publications.
CREATE INDEX publications_by_wanted ON publications (wanted);
CREATE INDEX publications_by_sent ON publications (sent) WHERE sent IS NOT NULL;

-- The title without case and accents, for an order by name; written by the program with the title.
ALTER TABLE posts ADD COLUMN title_key TEXT NOT NULL DEFAULT '';
UPDATE posts SET title_key = sort_key(title) WHERE title <> '';
CREATE INDEX posts_by_creation ON posts (shelf, created_at DESC, id DESC);
CREATE INDEX posts_by_title ON posts (shelf, title_key, id);
CREATE INDEX posts_by_words ON posts (shelf, words DESC, id DESC);
