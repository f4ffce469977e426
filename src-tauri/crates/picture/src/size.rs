//! A picture written anew, smaller.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};

/// Of JPEG: what is seen of it, not what is measured, and about a third of the bytes of the best.
const QUALITY: u8 = 85;

/// The most memory that a picture may take while it is made smaller, in bytes.
const MEMORY: u64 = 1024 * 1024 * 1024;

/// The picture with its longest side of so many pixels, turned the right way up, in its colours.
/// `None`: it is as small already, moves, or cannot be read.
pub(crate) fn within(bytes: &[u8], mime: &str, longest: u32) -> Option<Vec<u8>> {
    let format = match mime {
        "image/jpeg" => ImageFormat::Jpeg,
        "image/png" if !moves(bytes, b"acTL") => ImageFormat::Png,
        "image/webp" if !moves(bytes, b"ANIM") => ImageFormat::WebP,
        _ => return None,
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (wide, high) = decoder.dimensions();
    if wide.max(high) <= longest {
        return None;
    }
    let colours = decoder.icc_profile().ok().flatten();
    let way = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(way);
    let smaller = picture.resize(longest, longest, FilterType::Lanczos3);
    written(&smaller, format, colours)
}

fn written(
    picture: &DynamicImage,
    format: ImageFormat,
    colours: Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    match format {
        ImageFormat::Jpeg => put(
            picture,
            JpegEncoder::new_with_quality(&mut out, QUALITY),
            colours,
        ),
        ImageFormat::Png => {
            let best = PngEncoder::new_with_quality(
                &mut out,
                CompressionType::Default,
                PngFilter::Adaptive,
            );
            put(picture, best, colours)
        }
        _ => put(picture, WebPEncoder::new_lossless(&mut out), colours),
    }?;
    Some(out)
}

fn put(picture: &DynamicImage, mut to: impl ImageEncoder, colours: Option<Vec<u8>>) -> Option<()> {
    if let Some(colours) = colours {
        // An encoder that cannot keep them would show others.
        to.set_icc_profile(colours).ok()?;
    }
    picture.write_with_encoder(to).ok()
}

/// Whether the part that says that a picture moves stands near its beginning.
fn moves(bytes: &[u8], name: &[u8; 4]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    head.windows(4).any(|window| window == name)
}
