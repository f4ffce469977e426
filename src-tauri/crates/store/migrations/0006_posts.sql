-- Posts that were on a blog before they were here.

-- A page is no post of the stream, and another route leads to it. What was fetched is published over
-- what the blog holds. `news`: what a fetch saw there that the writer's text does not know of.
ALTER TABLE publications ADD COLUMN kind TEXT NOT NULL DEFAULT 'post' CHECK (kind IN ('post', 'page'));
ALTER TABLE publications ADD COLUMN fetched INTEGER NOT NULL DEFAULT 0;
ALTER TABLE publications ADD COLUMN news TEXT CHECK (news IN ('changed', 'gone'));

ALTER TABLE blogs ADD COLUMN fetches_posts INTEGER NOT NULL DEFAULT 1;
ALTER TABLE blogs ADD COLUMN posts_fetched_at INTEGER;  -- to the end
ALTER TABLE blogs ADD COLUMN posts_whole_at INTEGER;    -- and every one was looked at

-- Every post of a blog that was looked at, and what the blog said of its version then: only one that
-- says something else is read again. One that the writer deleted here stays noted.
CREATE TABLE fetched_posts (
    blog      INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('post', 'page')),
    mark      TEXT NOT NULL,                           -- status and time of modification
    PRIMARY KEY (blog, remote_id)
) STRICT, WITHOUT ROWID;

-- What a post is to have on a blog beside its text: the picture that stands for it, under whose
-- name, in what form, on top, open to comments.

-- What the blog lets its account choose (JSON of core::Choices), and what the writer always wishes
-- there (JSON of core::Settings).
ALTER TABLE blogs ADD COLUMN choices TEXT NOT NULL DEFAULT '{}';
ALTER TABLE blogs ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';

-- The wishes for one post: on every blog (`blog` null), and on one.
CREATE TABLE post_settings (
    post     INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    blog     INTEGER REFERENCES blogs (id) ON DELETE CASCADE,
    settings TEXT NOT NULL                             -- JSON of core::Settings
) STRICT;
CREATE UNIQUE INDEX post_settings_by_post ON post_settings (post, ifnull(blog, 0));

-- What was wished with the last publishing, and what was wished when it was last carried out.
ALTER TABLE publications ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE publications ADD COLUMN sent_settings TEXT NOT NULL DEFAULT '{}';

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
