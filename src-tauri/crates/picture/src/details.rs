//! What a camera or a program noted in a picture: taken out without touching the picture itself.
//! Colours (ICC) stay, and so does which way up it is.

use image::metadata::Orientation;
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

/// The picture without them; `None` for a type that is not known here, or when it cannot be read.
pub(crate) fn without(bytes: &[u8], mime: &str) -> Option<Vec<u8>> {
    let bytes = Bytes::copy_from_slice(bytes);
    match mime {
        "image/jpeg" => jpeg(bytes),
        "image/png" => png(bytes),
        "image/webp" => webp(bytes),
        _ => None,
    }
}

fn jpeg(bytes: Bytes) -> Option<Vec<u8>> {
    let mut picture = Jpeg::from_bytes(bytes).ok()?;
    let turned = turned(picture.exif());
    picture.segments_mut().retain(|segment| {
        // APP0 says how it is stored, APP2 holds the colours, APP14 how they are meant.
        let marker = segment.marker();
        match marker {
            markers::APP0 | markers::APP14 => true,
            markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
            markers::APP1..=markers::APP15 | markers::COM => false,
            _ => true,
        }
    });
    picture.set_exif(turned);
    Some(picture.encoder().bytes().to_vec())
}

fn png(bytes: Bytes) -> Option<Vec<u8>> {
    let mut picture = Png::from_bytes(bytes).ok()?;
    let turned = turned(picture.exif());
    for kind in [b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"] {
        picture.remove_chunks_by_type(*kind);
    }
    picture.set_exif(turned);
    Some(picture.encoder().bytes().to_vec())
}

fn webp(bytes: Bytes) -> Option<Vec<u8>> {
    /// What the head says of XMP.
    const XMP: u8 = 0b100;
    let mut picture = WebP::from_bytes(bytes).ok()?;
    let turned = turned(picture.exif());
    picture.remove_chunks_by_id(*b"XMP ");
    picture.set_exif(turned);
    for chunk in picture.chunks_mut() {
        if chunk.id() == *b"VP8X"
            && let Some(head) = chunk.content().data()
            && let Some((flags, rest)) = head.split_first()
        {
            let head = [&[flags & !XMP], rest].concat();
            *chunk = RiffChunk::new(*b"VP8X", RiffContent::Data(head.into()));
        }
    }
    Some(picture.encoder().bytes().to_vec())
}

/// EXIF that says no more than which way up the picture is; none where it is the usual one.
fn turned(exif: Option<Bytes>) -> Option<Bytes> {
    let way = Orientation::from_exif_chunk(&exif?)?;
    if way == Orientation::NoTransforms {
        return None;
    }
    // TIFF, big endian; one directory with one entry: tag 0x0112 (Orientation), one short.
    let mut bytes = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    bytes.push(way.to_exif());
    bytes.extend_from_slice(&[0; 6]);
    Some(bytes.into())
}
