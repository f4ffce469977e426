//! Two pictures that any blog takes: a PNG, and a JPEG large enough for WordPress to make smaller
//! ones of it.

pub const PNG: &[u8] = include_bytes!("../fixtures/pictures/phare.png");
pub const JPEG: &[u8] = include_bytes!("../fixtures/pictures/mer.jpg");
