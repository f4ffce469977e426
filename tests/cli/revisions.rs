//! Earlier texts of a post. None of these needs a blog.

use crate::Terminal;

#[test]
fn an_earlier_text_is_put_back_and_the_one_it_replaced_can_be_too() {
    let terminal = Terminal::new("unused");
    let file = terminal.file("note.md", "# Carnet\n\nLe premier texte.\n");
    let said = terminal.ok(&["posts", "new", file.to_str().unwrap()]);
    let post = said.split_whitespace().next().unwrap();
    assert!(terminal.rows(&["revisions", post]).is_empty());
    terminal.file("note.md", "# Carnet\n\nLe second texte, plus long.\n");
    terminal.ok(&["posts", "new", file.to_str().unwrap()]);

    let kept = terminal.rows(&["revisions", post]);
    assert_eq!(kept[0]["body"], "Le premier texte.\n");
    assert_eq!(kept[0]["reason"], "pause");
    assert_eq!(
        (&kept[0]["words"], &kept[0]["name"]),
        (&3.into(), &"".into())
    );
    let first = kept[0]["id"].to_string();
    let listed = terminal.ok(&["revisions", post]);
    assert!(listed.starts_with(&format!("{first}  20")), "{listed}");
    assert!(listed.contains("while writing, 3 words"), "{listed}");

    let said = terminal.ok(&["restore", post, &first]);
    assert!(said.contains("It is back."), "{said}");
    assert_eq!(body(&terminal, post), "Le premier texte.");
    let kept = terminal.rows(&["revisions", post]);
    assert_eq!(kept[0]["reason"], "replaced");
    let replaced = kept[0]["id"].to_string();
    terminal.ok(&["restore", post, &replaced]);
    assert_eq!(body(&terminal, post), "Le second texte, plus long.");
}

fn body(terminal: &Terminal, post: &str) -> String {
    let post = terminal.json(&["posts", "show", post]);
    post["body"].as_str().unwrap().trim().to_owned()
}

#[test]
fn what_is_no_earlier_text_of_the_post_is_refused() {
    let terminal = Terminal::new("unused");
    let mut posts = Vec::new();
    for name in ["un", "deux"] {
        let file = terminal.file(&format!("{name}.md"), &format!("# {name}\n\nMots.\n"));
        terminal.ok(&["posts", "new", file.to_str().unwrap()]);
        terminal.file(
            &format!("{name}.md"),
            &format!("# {name}\n\nAutres mots.\n"),
        );
        let said = terminal.ok(&["posts", "new", file.to_str().unwrap()]);
        posts.push(said.split_whitespace().next().unwrap().to_owned());
    }
    let other = terminal.rows(&["revisions", &posts[1]])[0]["id"].to_string();
    for (args, why) in [
        (["restore", &posts[0], &other], "no revision"),
        (["restore", &posts[0], "99"], "no revision"),
        (["restore", "99", &other], "no post 99"),
        (["restore", "un.md", &other], "is no post"),
    ] {
        let refused = terminal.refused(&args);
        assert!(refused.contains(why), "{args:?}: {refused}");
    }
    let refused = terminal.refused(&["revisions", "99"]);
    assert!(refused.contains("no post 99"), "{refused}");
    assert_eq!(body(&terminal, &posts[0]), "Autres mots.");
}
