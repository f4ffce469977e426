//! Pictures beside a file: on the blog, once, under the post that shows them.

use crate::{Terminal, wordpress};

/// A grey PNG of a few pixels, and one that is another.
pub fn png(wide: u8) -> Vec<u8> {
    noted(wide, None)
}

/// One in which a program noted something.
fn noted(wide: u8, note: Option<&str>) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut body = kind.to_vec();
        body.extend_from_slice(data);
        let mut out = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
        out.extend_from_slice(&body);
        out.extend_from_slice(&crc(&body).to_be_bytes());
        out
    };
    let mut rows = Vec::new();
    for _ in 0..4 {
        rows.push(0);
        rows.extend(std::iter::repeat_n(0x80, usize::from(wide)));
    }
    // One stored block of deflate between zlib's head and its sum.
    let length = u16::try_from(rows.len()).unwrap();
    let mut packed = vec![0x78, 0x01, 0x01];
    packed.extend_from_slice(&length.to_le_bytes());
    packed.extend_from_slice(&(!length).to_le_bytes());
    packed.extend_from_slice(&rows);
    packed.extend_from_slice(&adler(&rows).to_be_bytes());
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &[0, 0, 0, wide, 0, 0, 0, 4, 8, 0, 0, 0, 0]));
    if let Some(note) = note {
        out.extend(chunk(b"tEXt", format!("Comment\0{note}").as_bytes()));
    }
    out.extend(chunk(b"IDAT", &packed));
    out.extend(chunk(b"IEND", &[]));
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 }
        })
    })
}

fn adler(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

#[test]
fn what_was_noted_in_a_picture_stays_here() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let place = format!("48.1173 N {word}");
    let bytes = noted(9, Some(&place));
    assert!(holds(&bytes, &place));
    std::fs::write(terminal.folder.path().join(format!("{word}.png")), &bytes).unwrap();
    let file = terminal.file("mer.md", &format!("# {word}\n\n![La mer]({word}.png)\n"));
    terminal.publish(&file, &[]);
    let media = wordpress::media_with(&word);
    assert_eq!(media.len(), 1);
    let there = wordpress::file(media[0]["source_url"].as_str().unwrap());
    assert!(there.starts_with(b"\x89PNG") && !holds(&there, &place));
    terminal.nothing_waits();
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

#[test]
fn pictures_beside_a_file_are_on_the_blog_once_and_in_the_post() {
    let terminal = Terminal::connected();
    let word = wordpress::unique();
    let name = format!("Été {word}.png");
    std::fs::write(terminal.folder.path().join(&name), png(5)).unwrap();
    std::fs::write(terminal.folder.path().join("b.png"), png(6)).unwrap();
    let body = format!("# {word}\n\n![La mer à « midi »](<{name}>)\n\n![](b.png) ![](b.png)\n");
    let file = terminal.file("mer.md", &body);
    terminal.publish(&file, &[]);
    let post = wordpress::post(&terminal.remote_id());
    let shown = post["content"]["raw"].as_str().unwrap();
    let found = wordpress::media_with(&word);
    assert_eq!(found.len(), 1, "{found:?}");
    let media = &found[0];
    assert_eq!(media["alt_text"], "La mer à « midi »");
    assert_eq!(media["title"]["raw"], format!("Été {word}"));
    let address = media["source_url"].as_str().unwrap();
    assert!(address.ends_with(&format!("/Ete-{word}.png")), "{address}");
    assert!(shown.contains(address), "{shown}");
    assert_eq!(shown.matches("<img").count(), 3);
    assert!(!shown.contains("\"b.png\""), "{shown}");
    terminal.nothing_waits();

    // Again with more words: the same pictures.
    let file = terminal.file("mer.md", &format!("{body}\nEncore.\n"));
    terminal.publish(&file, &[]);
    assert_eq!(wordpress::media_with(&word).len(), 1);
    let post = wordpress::post(&terminal.remote_id());
    assert!(post["content"]["raw"].as_str().unwrap().contains(address));
}
