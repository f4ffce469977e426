//! What a blog gets of a picture: the same picture, and nothing that tells where it was taken.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::io::Cursor;

use billet_picture::{Wish, prepare};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, RgbImage};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF, ImageICC};

/// Stands for the place, wherever it is noted.
const PLACE: &[u8] = b"GPS 48.1173N 1.6778W";
const COLOURS: &[u8] = b"these are the colours";

fn view() -> DynamicImage {
    let dot = |x: u32, y: u32| {
        let part = |n: u32| u8::try_from(n % 251).unwrap();
        image::Rgb([part(x), part(y), part(x * y / 64)])
    };
    DynamicImage::ImageRgb8(RgbImage::from_fn(640, 400, dot))
}

fn encoded(format: ImageFormat) -> Bytes {
    let mut out = Cursor::new(Vec::new());
    if format == ImageFormat::Jpeg {
        view()
            .write_with_encoder(JpegEncoder::new_with_quality(&mut out, 95))
            .unwrap();
    } else {
        view().write_to(&mut out, format).unwrap();
    }
    out.into_inner().into()
}

/// EXIF of a camera held upright, with the place.
fn exif() -> Bytes {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(PLACE);
    exif.into()
}

fn jpeg() -> Vec<u8> {
    let mut picture = Jpeg::from_bytes(encoded(ImageFormat::Jpeg)).unwrap();
    picture.set_exif(Some(exif()));
    picture.set_icc_profile(Some(Bytes::from_static(COLOURS)));
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", PLACE].concat();
    for (marker, noted) in [
        (markers::APP1, xmp),
        (markers::APP13, [b"Photoshop 3.0\0", PLACE].concat()),
        (markers::COM, PLACE.to_vec()),
        (markers::APP2, [b"MPF\0", PLACE].concat()),
    ] {
        let segment = JpegSegment::new_with_contents(marker, noted.into());
        picture.segments_mut().insert(1, segment);
    }
    picture.encoder().bytes().to_vec()
}

fn png() -> Vec<u8> {
    let mut picture = Png::from_bytes(encoded(ImageFormat::Png)).unwrap();
    picture.set_exif(Some(exif()));
    for kind in [b"tEXt", b"iTXt", b"zTXt"] {
        let noted = Bytes::copy_from_slice(PLACE);
        picture.chunks_mut().insert(1, PngChunk::new(*kind, noted));
    }
    picture.encoder().bytes().to_vec()
}

fn webp() -> Vec<u8> {
    let mut picture = WebP::from_bytes(encoded(ImageFormat::WebP)).unwrap();
    picture.set_exif(Some(exif()));
    let xmp = RiffContent::Data(Bytes::copy_from_slice(PLACE));
    picture.chunks_mut().push(RiffChunk::new(*b"XMP ", xmp));
    picture.encoder().bytes().to_vec()
}

fn tells(bytes: &[u8]) -> bool {
    bytes.windows(PLACE.len()).any(|window| window == PLACE)
}

/// What is seen, and which way up.
fn seen(bytes: &[u8]) -> (DynamicImage, Orientation) {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .unwrap();
    let mut decoder = reader.into_decoder().unwrap();
    let way = decoder.orientation().unwrap();
    (DynamicImage::from_decoder(decoder).unwrap(), way)
}

#[test]
fn the_place_stays_here_and_the_picture_is_the_same() {
    for (mime, bytes) in [
        ("image/jpeg", jpeg()),
        ("image/png", png()),
        ("image/webp", webp()),
    ] {
        assert!(tells(&bytes), "{mime}");
        let ready = prepare(&bytes, mime, Wish::default());
        assert!(!tells(&ready), "{mime}");
        let (before, after) = (seen(&bytes), seen(&ready));
        assert_eq!(after.1, Orientation::Rotate90, "{mime}");
        assert!(before == after, "{mime}");
        assert_eq!(prepare(&ready, mime, Wish::default()), ready, "{mime}");
    }
    let ready = prepare(&jpeg(), "image/jpeg", Wish::default()).into_owned();
    let colours = Jpeg::from_bytes(ready.into()).unwrap().icc_profile();
    assert_eq!(colours.as_deref(), Some(COLOURS));
}

#[test]
fn who_wants_the_details_keeps_every_byte() {
    let wish = Wish {
        details: true,
        ..Wish::default()
    };
    assert_eq!(prepare(&jpeg(), "image/jpeg", wish), jpeg());
}

#[test]
fn a_large_picture_is_made_smaller_and_stands_upright() {
    let wish = Wish {
        longest: Some(200),
        details: false,
    };
    for (mime, bytes) in [("image/jpeg", jpeg()), ("image/png", png())] {
        let ready = prepare(&bytes, mime, wish);
        assert!(ready.len() < bytes.len() / 3, "{mime}");
        let (picture, way) = seen(&ready);
        assert_eq!(
            (picture.dimensions(), way),
            ((125, 200), Orientation::NoTransforms)
        );
        assert!(!tells(&ready), "{mime}");
        // What was on the left is at the top.
        let turned =
            view()
                .rotate90()
                .resize_exact(125, 200, image::imageops::FilterType::Triangle);
        let apart: u64 = turned
            .to_rgb8()
            .iter()
            .zip(picture.to_rgb8().iter())
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum();
        assert!(apart / (125 * 200 * 3) < 12, "{mime}: {apart}");
    }
    let ready = prepare(&jpeg(), "image/jpeg", wish).into_owned();
    let colours = Jpeg::from_bytes(ready.into()).unwrap().icc_profile();
    assert_eq!(colours.as_deref(), Some(COLOURS));
    // Small enough as it is: only the details go.
    let wide = Wish {
        longest: Some(640),
        details: false,
    };
    assert_eq!(
        prepare(&jpeg(), "image/jpeg", wide),
        prepare(&jpeg(), "image/jpeg", Wish::default())
    );
}

#[test]
fn what_cannot_be_read_goes_as_it_is() {
    let wish = Wish {
        longest: Some(10),
        details: false,
    };
    let whole = jpeg();
    for cut in [0, 1, 2, 20, 700, whole.len() / 2] {
        let part = whole.get(..cut).unwrap();
        // No panic; and never more than there was.
        assert!(prepare(part, "image/jpeg", wish).len() <= cut.max(2) + 64);
    }
    let gif = b"GIF89a with what it says";
    assert_eq!(prepare(gif, "image/gif", wish), &gif[..]);
    assert_eq!(
        prepare(b"no picture", "image/png", wish),
        &b"no picture"[..]
    );
}
