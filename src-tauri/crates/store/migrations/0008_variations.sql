-- One post, other words on some blogs.

-- The variations with which texts left for the blog since the last that was carried out (JSON array
-- of core::Variation or null): any of them may be there.
ALTER TABLE publications ADD COLUMN asked TEXT NOT NULL DEFAULT '[]';
