-- Posts that were brought in from another program's files.

-- Where a post comes from, so that the same file brings nothing twice, and what that file said of it
-- that Billet has no place for.
CREATE TABLE origins (
    post     INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    source   TEXT NOT NULL,                            -- whose posts: a blog's address, a folder
    key      TEXT NOT NULL,                            -- what the source calls the post
    hash     TEXT NOT NULL,                            -- of what was brought in
    page     INTEGER NOT NULL DEFAULT 0,               -- it stood outside of the blog's stream
    status   TEXT NOT NULL,                            -- as publications.status
    dated_at INTEGER,                                  -- the date that readers saw
    author   TEXT NOT NULL DEFAULT '',
    address  TEXT NOT NULL DEFAULT '',                 -- where readers found it
    picture  TEXT NOT NULL DEFAULT '',                 -- the address of its featured picture
    UNIQUE (source, key)
) STRICT;
CREATE INDEX origins_by_hash ON origins (hash);

-- Which picture an address in a post's text means, where the file it came with may be gone.
CREATE TABLE post_media (
    post    INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    address TEXT NOT NULL,                             -- as in the text
    media   TEXT NOT NULL REFERENCES media (hash) ON DELETE CASCADE,
    PRIMARY KEY (post, address)
) STRICT;
CREATE INDEX post_media_by_media ON post_media (media);
