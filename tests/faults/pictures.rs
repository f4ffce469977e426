//! A post with two pictures: each is on the blog once, before the post, which shows both.

use std::path::Path;

use serde_json::Value;

use crate::stories::Scene;
use crate::support::picture::{JPEG, PNG};
use crate::support::verdict::Trouble;
use crate::support::wordpress;

impl Scene<'_> {
    pub fn pictures(&self, folder: &Path) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        let blog = self.desk.connect(&self.address);
        let mut body = self.body(1);
        for (name, alt, bytes) in self.of_this_run() {
            let path = folder.join(&name);
            std::fs::write(&path, bytes).unwrap();
            body.push_str(&format!("\n\n![{alt}](<{}>)", path.display()));
        }
        let post = self.desk.draft(&self.word, &body);
        let publication = self.desk.publish(post, blog);
        self.settle(&mut troubles);
        self.nothing_waits(&mut troubles);
        let shown = self
            .only_post(&mut troubles)
            .map(|there| self.as_published(&there, publication, &mut troubles))
            .unwrap_or_default();
        let media = wordpress::media_with(&self.word);
        for (name, alt, bytes) in self.of_this_run() {
            match only_picture(&media, &name) {
                Ok(one) => troubles.extend(self.as_shown(one, alt, bytes, &shown)),
                Err(trouble) => troubles.push(trouble),
            }
        }
        if shown.contains(&folder.display().to_string()) {
            let what = format!("it shows a picture of this computer: {shown}");
            troubles.push(Trouble::Wrong(what));
        }
        troubles
    }

    /// Name, description and bytes.
    fn of_this_run(&self) -> [(String, &'static str, &'static [u8]); 2] {
        [
            (format!("Été {} phare.png", self.word), "Le phare", PNG),
            (format!("{} mer.jpg", self.word), "La mer « calme »", JPEG),
        ]
    }

    /// Whether a picture on the blog is the one that was sent, and the post's text shows it.
    fn as_shown(&self, there: &Value, alt: &str, bytes: &[u8], shown: &str) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        let direct = there["source_url"].as_str().unwrap();
        // WordPress names itself as it was asked: through the network, or past it.
        let address = direct.replace(&wordpress::url(), &self.network.url());
        if shown.matches(&format!("src=\"{address}\"")).count() != 1 {
            troubles.push(Trouble::Lost(format!("{address} in the post: {shown}")));
        }
        if wordpress::file(direct) != bytes {
            troubles.push(Trouble::Wrong(format!("{direct} is another picture")));
        }
        if there["alt_text"] != alt {
            let what = format!("{direct} is described as {}", there["alt_text"]);
            troubles.push(Trouble::Wrong(what));
        }
        troubles
    }
}

/// The picture `name` of those on the blog, if there is one and only one.
fn only_picture<'a>(media: &'a [Value], name: &str) -> Result<&'a Value, Trouble> {
    let stem = name.rsplit_once('.').unwrap().0;
    let of_name: Vec<_> = media.iter().filter(|m| m["title"]["raw"] == stem).collect();
    match of_name.as_slice() {
        [one] => Ok(one),
        [] => Err(Trouble::Lost(format!("there is no “{stem}”: {media:?}"))),
        more => {
            let slugs: Vec<_> = more.iter().map(|m| m["slug"].to_string()).collect();
            Err(Trouble::Duplicate(format!(
                "“{stem}”: {}",
                slugs.join(", ")
            )))
        }
    }
}
