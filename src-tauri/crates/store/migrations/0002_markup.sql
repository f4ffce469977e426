-- The form in which posts are written to a blog: plain HTML, as all were before there was a choice, or
-- the markup of WordPress' block editor.
ALTER TABLE blogs ADD COLUMN markup TEXT NOT NULL DEFAULT 'html' CHECK (markup IN ('html', 'blocks'));
