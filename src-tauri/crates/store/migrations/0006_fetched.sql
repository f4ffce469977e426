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
