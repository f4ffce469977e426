-- The library as Billet 0.1 writes it. Times are milliseconds since 1970 UTC.
-- Released: never edit this file, add a new one.
-- AUTOINCREMENT: an id is never given twice, so that what still holds the id of a deleted row (a
-- request under way, an open window) can never act on another one.

CREATE TABLE blogs (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    platform     TEXT NOT NULL,
    name         TEXT NOT NULL,
    home         TEXT NOT NULL,
    endpoint     TEXT NOT NULL,
    username     TEXT NOT NULL,
    account      TEXT NOT NULL,
    account_name TEXT NOT NULL,
    secret_key   TEXT NOT NULL UNIQUE,
    capabilities TEXT NOT NULL DEFAULT '{}',           -- JSON
    health       TEXT NOT NULL DEFAULT 'fine' CHECK (health IN ('fine', 'unreachable', 'sign_in')),
    added_at     INTEGER NOT NULL,
    synced_at    INTEGER,
    removed_at   INTEGER,                              -- kept for its publications, shown nowhere
    UNIQUE (endpoint, username)
) STRICT;

CREATE TABLE posts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    title       TEXT NOT NULL DEFAULT '',
    body        TEXT NOT NULL DEFAULT '',
    slug        TEXT,
    excerpt     TEXT NOT NULL DEFAULT '',
    tags        TEXT NOT NULL DEFAULT '[]',            -- JSON array of names
    categories  TEXT NOT NULL DEFAULT '[]',            -- JSON array of names
    version     INTEGER NOT NULL DEFAULT 1,
    words       INTEGER NOT NULL DEFAULT 0,
    snippet     TEXT NOT NULL DEFAULT '',              -- the first words, for lists
    source_path TEXT UNIQUE,                           -- the file it was published from, if any
    shelf       TEXT NOT NULL DEFAULT 'drafts'
                CHECK (shelf IN ('drafts', 'scheduled', 'published', 'trash')),
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    trashed_at  INTEGER
) STRICT;
CREATE INDEX posts_by_shelf ON posts (shelf, updated_at DESC, id DESC);

CREATE TABLE revisions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    post       INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    text       TEXT NOT NULL,                          -- JSON of core::PostText
    reason     TEXT NOT NULL CHECK (reason IN ('publish', 'pause', 'collision')),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX revisions_by_post ON revisions (post, created_at DESC, id DESC);

CREATE TABLE publications (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    post          INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    blog          INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    marker        TEXT NOT NULL UNIQUE,
    remote_id     TEXT,
    url           TEXT,
    status        TEXT,
    base          TEXT,                                -- JSON of core::Base
    wanted        INTEGER NOT NULL REFERENCES revisions (id),
    target        TEXT NOT NULL,                       -- JSON of core::Target
    sent          INTEGER REFERENCES revisions (id),
    sent_target   TEXT,                                -- JSON of core::Target
    doubt         INTEGER NOT NULL DEFAULT 0,          -- its blog was removed while a place was being made
    UNIQUE (post, blog)
) STRICT;
CREATE INDEX publications_by_blog ON publications (blog, remote_id);

-- A post's shelf follows its publications and its own trash mark.
CREATE VIEW post_shelves AS
SELECT p.id AS post,
       CASE
           WHEN p.trashed_at IS NOT NULL THEN 'trash'
           WHEN EXISTS (SELECT 1 FROM publications u WHERE u.post = p.id
                        AND u.status IN ('published', 'private')) THEN 'published'
           WHEN EXISTS (SELECT 1 FROM publications u WHERE u.post = p.id
                        AND u.status = 'scheduled') THEN 'scheduled'
           ELSE 'drafts'
       END AS shelf
FROM posts p;
CREATE TRIGGER shelf_after_trash AFTER UPDATE OF trashed_at ON posts BEGIN
    UPDATE posts SET shelf = (SELECT shelf FROM post_shelves WHERE post = new.id) WHERE id = new.id;
END;
CREATE TRIGGER shelf_after_publication AFTER UPDATE OF status ON publications BEGIN
    UPDATE posts SET shelf = (SELECT shelf FROM post_shelves WHERE post = new.post) WHERE id = new.post;
END;
CREATE TRIGGER shelf_after_new_publication AFTER INSERT ON publications BEGIN
    UPDATE posts SET shelf = (SELECT shelf FROM post_shelves WHERE post = new.post) WHERE id = new.post;
END;
CREATE TRIGGER shelf_after_lost_publication AFTER DELETE ON publications BEGIN
    UPDATE posts SET shelf = (SELECT shelf FROM post_shelves WHERE post = old.post) WHERE id = old.post;
END;

CREATE TABLE media (
    hash     TEXT PRIMARY KEY,                         -- of the bytes, hex
    name     TEXT NOT NULL,
    mime     TEXT NOT NULL,
    bytes    INTEGER NOT NULL,
    added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE uploads (
    media     TEXT NOT NULL REFERENCES media (hash) ON DELETE CASCADE,
    blog      INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    url       TEXT NOT NULL,
    PRIMARY KEY (media, blog)
) STRICT;

-- What the comments need to know of the posts they stand under.
CREATE TABLE remote_posts (
    blog      INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    remote_id TEXT NOT NULL,
    title     TEXT NOT NULL,
    url       TEXT NOT NULL,
    snippet   TEXT NOT NULL,
    PRIMARY KEY (blog, remote_id)
) STRICT;

CREATE TABLE terms (
    blog INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('tag', 'category')),
    name TEXT NOT NULL,
    PRIMARY KEY (blog, kind, name)
) STRICT;

CREATE TABLE comments (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    blog          INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    remote_id     TEXT,
    post          TEXT NOT NULL,                       -- the blog's id of the post
    parent        TEXT,                                -- the blog's id of the comment answered
    author_name   TEXT NOT NULL,
    author_email  TEXT NOT NULL,
    author_url    TEXT NOT NULL,
    is_mine       INTEGER NOT NULL DEFAULT 0,
    html          TEXT NOT NULL,                       -- sanitised
    plain         TEXT NOT NULL,                       -- for lists and search
    status        TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'spam', 'trash')),
    remote_status TEXT NOT NULL CHECK (remote_status IN ('pending', 'approved', 'spam', 'trash')),
    written_at    INTEGER NOT NULL,
    url           TEXT NOT NULL DEFAULT '',
    UNIQUE (blog, remote_id)
) STRICT;
CREATE INDEX comments_by_status ON comments (status, written_at DESC, id DESC);
CREATE INDEX comments_by_time ON comments (written_at DESC, id DESC);
CREATE INDEX comments_by_blog ON comments (blog, status, written_at DESC, id DESC);
CREATE INDEX comments_by_parent ON comments (blog, parent) WHERE parent IS NOT NULL;
CREATE INDEX comments_by_name ON comments (blog, author_name) WHERE author_email = '';
CREATE INDEX comments_by_post ON comments (blog, post, written_at, id);
CREATE INDEX comments_by_author ON comments (author_email) WHERE author_email <> '';

-- The Markdown of replies that their blog does not have yet: begun, or in the outbox.
CREATE TABLE reply_drafts (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    comment INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE,  -- the one answered
    reply   INTEGER UNIQUE REFERENCES comments (id) ON DELETE CASCADE,    -- null while it is begun
    text    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX reply_drafts_begun ON reply_drafts (comment) WHERE reply IS NULL;
CREATE INDEX reply_drafts_by_comment ON reply_drafts (comment);

CREATE TABLE jobs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    blog        INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    publication INTEGER REFERENCES publications (id) ON DELETE CASCADE,
    comment     INTEGER REFERENCES comments (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,                         -- JSON of core::JobKind
    state       TEXT NOT NULL CHECK (state IN
                ('queued', 'sending', 'done', 'retry', 'failed', 'unknown')),
    cause       TEXT,                                  -- JSON of core::Cause
    attempts    INTEGER NOT NULL DEFAULT 0,
    looks       INTEGER NOT NULL DEFAULT 0,
    doubt       INTEGER NOT NULL DEFAULT 0,            -- an earlier request may have arrived
    batch       TEXT,                                  -- decisions taken with one stroke
    holder      TEXT,                                  -- the process that is sending it
    created_at  INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    ended_at    INTEGER
) STRICT;
CREATE INDEX jobs_open ON jobs (due_at, id) WHERE state <> 'done';
CREATE INDEX jobs_sending ON jobs (blog) WHERE state = 'sending';
CREATE INDEX jobs_done ON jobs (ended_at DESC, id DESC) WHERE state = 'done';
CREATE INDEX jobs_by_batch ON jobs (batch) WHERE batch IS NOT NULL;
CREATE INDEX jobs_by_publication ON jobs (publication) WHERE publication IS NOT NULL;
CREATE INDEX jobs_by_comment ON jobs (comment) WHERE comment IS NOT NULL;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Search: blind to accents and case; œ and æ are spelled out, as French readers type them.
CREATE VIRTUAL TABLE posts_search USING fts5 (
    title, body, tags, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER posts_search_insert AFTER INSERT ON posts BEGIN
    INSERT INTO posts_search (rowid, title, body, tags) VALUES (
        new.id,
        replace(replace(replace(replace(new.title, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'),
        replace(replace(replace(replace(new.body, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'),
        replace(replace(replace(replace(new.tags, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'));
END;
CREATE TRIGGER posts_search_update AFTER UPDATE OF title, body, tags ON posts
WHEN old.title <> new.title OR old.body <> new.body OR old.tags <> new.tags BEGIN
    DELETE FROM posts_search WHERE rowid = old.id;
    INSERT INTO posts_search (rowid, title, body, tags) VALUES (
        new.id,
        replace(replace(replace(replace(new.title, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'),
        replace(replace(replace(replace(new.body, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'),
        replace(replace(replace(replace(new.tags, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'));
END;
CREATE TRIGGER posts_search_delete AFTER DELETE ON posts BEGIN
    DELETE FROM posts_search WHERE rowid = old.id;
END;

CREATE VIRTUAL TABLE comments_search USING fts5 (
    author, plain, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER comments_search_insert AFTER INSERT ON comments BEGIN
    INSERT INTO comments_search (rowid, author, plain) VALUES (
        new.id,
        replace(replace(replace(replace(new.author_name || ' ' || new.author_email, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'),
        replace(replace(replace(replace(new.plain, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'));
END;
CREATE TRIGGER comments_search_update AFTER UPDATE OF author_name, author_email, plain ON comments
WHEN old.author_name <> new.author_name OR old.author_email <> new.author_email
     OR old.plain <> new.plain BEGIN
    DELETE FROM comments_search WHERE rowid = old.id;
    INSERT INTO comments_search (rowid, author, plain) VALUES (
        new.id,
        replace(replace(replace(replace(new.author_name || ' ' || new.author_email, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'),
        replace(replace(replace(replace(new.plain, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'));
END;
CREATE TRIGGER comments_search_delete AFTER DELETE ON comments BEGIN
    DELETE FROM comments_search WHERE rowid = old.id;
END;
