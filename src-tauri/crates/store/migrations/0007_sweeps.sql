-- Fetching comments: how far a reading of a whole list got, and what was deleted on a blog.

-- A reading of every comment of a blog that is under way: it goes on from `place` (in the blog's own
-- words; null: from the top), at `page` from there. `upto`: no comment written later is looked for.
CREATE TABLE comment_sweeps (
    blog  INTEGER PRIMARY KEY REFERENCES blogs (id) ON DELETE CASCADE,
    place TEXT,
    page  INTEGER NOT NULL,
    upto  INTEGER
) STRICT;

-- What a list should have held and did not is asked for by the time it was written.
CREATE INDEX comments_by_remote ON comments (blog, written_at) WHERE remote_id IS NOT NULL;

-- The trace of comments that were deleted on their blog.
CREATE TABLE deleted_comments (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    blog        INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    post        TEXT NOT NULL,                         -- the blog's id of the post
    author_name TEXT NOT NULL,
    plain       TEXT NOT NULL,                         -- its first words
    status      TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'spam', 'trash')),
    written_at  INTEGER NOT NULL,
    noticed_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX deleted_comments_by_time ON deleted_comments (noticed_at DESC, id DESC);
