-- Pictures of posts, on their way to the blogs; and what the outbox knows of each blog's patience.

-- What the text says that a picture shows, where it was first used.
ALTER TABLE media ADD COLUMN alt TEXT NOT NULL DEFAULT '';

-- Which picture an address in a text that was published means: the file may be another one later.
CREATE TABLE revision_media (
    revision INTEGER NOT NULL REFERENCES revisions (id) ON DELETE CASCADE,
    address  TEXT NOT NULL,                            -- as in the text; of a data: address its hash
    media    TEXT NOT NULL REFERENCES media (hash) ON DELETE CASCADE,
    PRIMARY KEY (revision, address)
) STRICT;

ALTER TABLE jobs ADD COLUMN media TEXT REFERENCES media (hash) ON DELETE CASCADE;
CREATE INDEX jobs_by_media ON jobs (media, blog) WHERE media IS NOT NULL;
-- What is due leaves in the order in which it was asked for, not in that of the waits.
CREATE INDEX jobs_in_order ON jobs (id) WHERE state <> 'done';

-- After a connection that failed, or when the blog asks for patience, nothing is sent to it before
-- this; `failures`: so many connections failed one after the other.
ALTER TABLE blogs ADD COLUMN rest_until INTEGER;
ALTER TABLE blogs ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;

-- Who may draft may upload on nearly every blog; measured at the next contact.
UPDATE blogs SET capabilities = json_set(capabilities, '$.upload', json('true'))
WHERE capabilities ->> '$.draft' = 1;

-- One more reason to keep a text: `elsewhere`. SQLite changes no CHECK in place.
CREATE TABLE revisions_new (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    post       INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    text       TEXT NOT NULL,                          -- JSON of core::PostText
    reason     TEXT NOT NULL CHECK (reason IN ('publish', 'pause', 'collision', 'elsewhere')),
    created_at INTEGER NOT NULL
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

-- A text that is being written is saved every other second, and its search index only when the next
-- post is: writing the index costs more than the save. The post whose index is behind is noted in
-- `posts_search_stale`, by the same transaction; at most one is, and a search looks at it by itself.
CREATE TABLE posts_search_stale (
    post INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE
) STRICT;
CREATE VIEW posts_searched AS
SELECT id,
       replace(replace(replace(replace(title, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE') AS title,
       replace(replace(replace(replace(body, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE') AS body,
       replace(replace(replace(replace(tags, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE') AS tags
FROM posts;
DROP TRIGGER posts_search_update;
CREATE TRIGGER posts_search_update AFTER UPDATE OF title, body, tags ON posts
WHEN old.title <> new.title OR old.body <> new.body OR old.tags <> new.tags BEGIN
    INSERT OR IGNORE INTO posts_search_stale (post) VALUES (new.id);
END;
CREATE TRIGGER posts_search_catch_up AFTER INSERT ON posts_search_stale
WHEN EXISTS (SELECT 1 FROM posts_search_stale WHERE post <> new.post) BEGIN
    DELETE FROM posts_search WHERE rowid IN (SELECT post FROM posts_search_stale WHERE post <> new.post);
    INSERT INTO posts_search (rowid, title, body, tags)
    SELECT id, title, body, tags FROM posts_searched
    WHERE id IN (SELECT post FROM posts_search_stale WHERE post <> new.post);
    DELETE FROM posts_search_stale WHERE post <> new.post;
END;
