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
