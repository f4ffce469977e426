-- Search in less room, and posts by tag.

-- A search asks only which texts hold a word, never where: without the places the index takes a
-- fifth of the room, also with the beginnings of two and three letters.
DROP TABLE posts_search;
CREATE VIRTUAL TABLE posts_search USING fts5 (
    title, body, tags, content = '', contentless_delete = 1, detail = none,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO posts_search (rowid, title, body, tags) SELECT id, title, body, tags FROM posts_searched;
DELETE FROM posts_search_stale;

CREATE VIEW comments_searched AS
SELECT id,
       replace(replace(replace(replace(author_name || ' ' || author_email,
           'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE') AS author,
       replace(replace(replace(replace(plain, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE') AS plain
FROM comments;
DROP TABLE comments_search;
CREATE VIRTUAL TABLE comments_search USING fts5 (
    author, plain, content = '', contentless_delete = 1, detail = none,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO comments_search (rowid, author, plain) SELECT id, author, plain FROM comments_searched;

-- The tags of the posts, as their writer wrote them: `posts.tags` again, in a form that finds posts.
CREATE TABLE post_tags (
    tag  TEXT NOT NULL,
    post INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    PRIMARY KEY (tag, post)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_tags_by_post ON post_tags (post);
-- A damaged list has no tags: it must not keep a text from being saved or recovered.
INSERT OR IGNORE INTO post_tags (tag, post)
SELECT t.value, p.id FROM posts p, json_each(iif(json_valid(p.tags), p.tags, '[]')) t
WHERE p.tags <> '[]' AND t.type = 'text';
CREATE TRIGGER post_tags_insert AFTER INSERT ON posts WHEN new.tags <> '[]' BEGIN
    INSERT OR IGNORE INTO post_tags (tag, post)
    SELECT value, new.id FROM json_each(iif(json_valid(new.tags), new.tags, '[]')) WHERE type = 'text';
END;
CREATE TRIGGER post_tags_update AFTER UPDATE OF tags ON posts WHEN old.tags <> new.tags BEGIN
    DELETE FROM post_tags WHERE post = new.id;
    INSERT OR IGNORE INTO post_tags (tag, post)
    SELECT value, new.id FROM json_each(iif(json_valid(new.tags), new.tags, '[]')) WHERE type = 'text';
END;

-- Every post but those thrown away, newest first.
CREATE INDEX posts_by_time ON posts (updated_at DESC, id DESC, shelf)
WHERE shelf <> 'trash';
