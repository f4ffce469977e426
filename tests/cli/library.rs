//! Backups, going back to one, and a look through the library. None of these needs a blog.

use std::fs;

use serde_json::Value;

use crate::Terminal;

const LIBRARY: &str = "library/library.sqlite";

/// With so many drafts, `note-0` to….
fn terminal(drafts: usize) -> Terminal {
    let terminal = Terminal::new("unused");
    for n in 0..drafts {
        draft(&terminal, &format!("note-{n}"));
    }
    terminal
}

fn draft(terminal: &Terminal, name: &str) {
    let body = "Un mot de plus. ".repeat(400);
    let file = terminal.file(&format!("{name}.md"), &format!("# {name}\n\n{body}"));
    terminal.ok(&["posts", "new", file.to_str().unwrap()]);
}

/// What `billet doctor` says, and whether it says that all is well.
fn doctor(terminal: &Terminal, args: &[&str]) -> (Value, bool) {
    let mut all = vec!["doctor", "--json"];
    all.extend(args);
    let output = terminal.run(&all, b"");
    let value = serde_json::from_slice(&output.stdout).unwrap();
    let well = output.status.code() == Some(0);
    assert!(well || output.status.code() == Some(3), "{output:?}");
    (value, well)
}

#[test]
fn a_backup_is_made_and_put_back_and_nothing_is_ever_written_over() {
    let terminal = terminal(1);
    let said = terminal.ok(&["backup", "copy.sqlite"]);
    assert!(said.contains("copy.sqlite"), "{said}");
    let refused = terminal.refused(&["backup", "copy.sqlite"]);
    assert!(refused.contains("already"), "{refused}");
    terminal.ok(&["backup", "everything", "--with-media"]);
    draft(&terminal, "later");
    assert_eq!(terminal.rows(&["posts", "list"]).len(), 2);
    for from in ["copy.sqlite", "everything"] {
        let said = terminal.ok(&["restore", from]);
        assert!(said.contains("library.replaced-"), "{said}");
        assert_eq!(terminal.rows(&["posts", "list"]).len(), 1, "{from}");
    }
    terminal.file("letter.txt", "Chère tante");
    let refused = terminal.refused(&["restore", "letter.txt"]);
    assert!(refused.contains("not a whole library"), "{refused}");
    assert_eq!(terminal.rows(&["posts", "list"]).len(), 1);
}

#[test]
fn the_doctor_finds_damage_and_makes_a_library_of_what_is_left() {
    let terminal = terminal(12);
    let (seen, well) = doctor(&terminal, &[]);
    assert!(well && seen["whole"] == true, "{seen}");
    let file = terminal.folder.path().join(LIBRARY);
    let mut bytes = fs::read(&file).unwrap();
    let has = |page: &&[u8], word: &[u8]| page.windows(word.len()).any(|w| w == word);
    let page = bytes
        .chunks(4096)
        .position(|page| has(&page, b"note-5") && has(&page, b"Un mot de plus"))
        .unwrap()
        * 4096;
    bytes[page..page + 4096].fill(0);
    fs::write(&file, &bytes).unwrap();

    let (seen, well) = doctor(&terminal, &[]);
    assert!(!well && seen["whole"] == false, "{seen}");
    assert_eq!(fs::read(&file).unwrap(), bytes, "looking changes nothing");
    let output = terminal.run(&["doctor", "--fix"], b"");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("Some may be missing: posts"), "{told}");
    assert!(told.contains("library.damaged-"), "{told}");
    assert!(!terminal.rows(&["posts", "list"]).is_empty());
    assert!(doctor(&terminal, &[]).1);
}

#[test]
fn a_library_that_cannot_be_opened_is_recovered_and_that_is_told() {
    let terminal = terminal(3);
    let file = terminal.folder.path().join(LIBRARY);
    let mut bytes = fs::read(&file).unwrap();
    bytes[..4096].fill(0);
    fs::write(&file, &bytes).unwrap();
    let output = terminal.run(&["posts", "list"], b"");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("Posts recovered: 3;"), "{told}");
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 3);
    let quiet = terminal.ok(&["posts", "list"]);
    assert_eq!(quiet.lines().count(), 3, "told once");
}

#[test]
fn a_library_of_a_newer_billet_can_be_read() {
    let terminal = terminal(1);
    let file = terminal.folder.path().join(LIBRARY);
    let mut bytes = fs::read(&file).unwrap();
    // The number of its form, as SQLite keeps it (section 1.3 of its file format).
    bytes[60..64].copy_from_slice(&[0, 0, 0, 99]);
    fs::write(&file, &bytes).unwrap();
    let output = terminal.run(&["posts", "list"], b"");
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("note-0"));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("written by a newer Billet"), "{told}");
    let output = terminal.run(&["posts", "trash", "1"], b"");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("nothing was changed"), "{told}");
    assert_eq!(fs::read(&file).unwrap(), bytes);
}
