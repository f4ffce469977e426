//! XML from strangers, an element at a time: no entity is expanded but the five of XML and numbers,
//! nothing is fetched, and neither depth nor size can run the memory out.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::ExchangeError;

/// Bytes of one element, with all that is in it. The largest posts hold their pictures.
const LARGEST: u64 = 64 * 1024 * 1024;
/// Elements in elements.
const DEEPEST: usize = 100;

/// An element with all that is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// As written, with its prefix.
    pub name: String,
    /// Attributes, names as written.
    pub attributes: Vec<(String, String)>,
    /// What is in it, in order.
    pub nodes: Vec<Node>,
}

/// Something in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Text(String),
    Element(Element),
}

impl Element {
    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The text of the first element of that name; empty if there is none.
    pub fn text_of(&self, name: &str) -> String {
        self.all(name).next().map(Element::text).unwrap_or_default()
    }

    /// The text directly in it.
    pub fn text(&self) -> String {
        let texts = self.nodes.iter().map(|node| match node {
            Node::Text(text) => text.as_str(),
            Node::Element(_) => "",
        });
        texts.collect()
    }

    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What is in it as HTML, prefixes left out (XHTML in Atom).
    pub fn inner_html(&self) -> String {
        let mut out = String::new();
        self.write_inner(&mut out);
        out
    }

    fn write_inner(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(&escaped(text)),
                Node::Element(element) => {
                    let name = element.name.rsplit(':').next().unwrap_or_default();
                    out.push('<');
                    out.push_str(name);
                    for (key, value) in &element.attributes {
                        if key != "xmlns" && !key.starts_with("xmlns:") {
                            out.push_str(&format!(" {key}=\"{}\"", escaped(value)));
                        }
                    }
                    out.push('>');
                    element.write_inner(out);
                    if !VOID.contains(&name) {
                        out.push_str(&format!("</{name}>"));
                    }
                }
            }
        }
    }
}

/// HTML's elements that have no end.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// A text in XML or HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 has no other control characters.
            c if c.is_control() && !matches!(c, '\n' | '\t' | '\r') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Gives so many bytes until it is told to go on: one text cannot fill the memory.
struct Limited {
    inner: BufReader<File>,
    left: u64,
}

impl Read for Limited {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

impl BufRead for Limited {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.inner.consume(amount);
    }
}

/// A file of XML.
pub(crate) struct Xml {
    path: PathBuf,
    reader: Reader<Limited>,
    buffer: Vec<u8>,
    /// The elements around what is given.
    around: Vec<String>,
}

/// What an event means for the one who reads.
enum Met {
    Open(Element, bool),
    Close,
    Text(String),
    Nothing,
    End,
}

impl Xml {
    /// Opens a file, up to behind the beginning of its root and, of a feed in RSS, of its channel.
    pub fn open(path: &Path) -> Result<Self, ExchangeError> {
        let file = File::open(path).map_err(|source| ExchangeError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        let mut reader = Reader::from_reader(Limited {
            inner: BufReader::with_capacity(128 * 1024, file),
            left: LARGEST,
        });
        reader.config_mut().check_end_names = true;
        let mut xml = Self {
            path: path.to_owned(),
            reader,
            buffer: Vec::new(),
            around: Vec::new(),
        };
        loop {
            match xml.meet()? {
                Met::Open(element, false) => {
                    let goes_on = element.name == "rss";
                    xml.around.push(element.name);
                    if !goes_on {
                        return Ok(xml);
                    }
                }
                Met::Open(..) | Met::Close | Met::End => return Err(xml.truncated()),
                Met::Text(_) | Met::Nothing => {}
            }
        }
    }

    /// How far the file is read, in bytes.
    pub fn at(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// The next element in the root, or in the channel.
    pub fn next(&mut self) -> Result<Option<Element>, ExchangeError> {
        self.reader.get_mut().left = LARGEST;
        loop {
            match self.meet()? {
                Met::Open(element, true) => return Ok(Some(element)),
                Met::Open(element, false) => return self.whole(element).map(Some),
                Met::Close => {
                    self.around.pop();
                    if self.around.is_empty() {
                        return Ok(None);
                    }
                }
                Met::End => return Err(self.truncated()),
                Met::Text(_) | Met::Nothing => {}
            }
        }
    }

    /// The rest of an element that has begun.
    fn whole(&mut self, element: Element) -> Result<Element, ExchangeError> {
        let mut open = vec![element];
        loop {
            let met = self.meet()?;
            let Some(inner) = open.last_mut() else {
                return Err(self.truncated());
            };
            match met {
                Met::Open(element, true) => inner.nodes.push(Node::Element(element)),
                Met::Open(element, false) => {
                    if open.len() >= DEEPEST {
                        return Err(self.too_large());
                    }
                    open.push(element);
                }
                Met::Text(text) => match inner.nodes.last_mut() {
                    // CDATA that holds its own end comes in pieces.
                    Some(Node::Text(before)) => before.push_str(&text),
                    _ => inner.nodes.push(Node::Text(text)),
                },
                Met::Close => {
                    let Some(done) = open.pop() else {
                        return Err(self.truncated());
                    };
                    match open.last_mut() {
                        Some(outer) => outer.nodes.push(Node::Element(done)),
                        None => return Ok(done),
                    }
                }
                Met::End => return Err(self.truncated()),
                Met::Nothing => {}
            }
        }
    }

    fn meet(&mut self) -> Result<Met, ExchangeError> {
        self.buffer.clear();
        let met = match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(start)) => element(&start).map(|element| Met::Open(element, false)),
            Ok(Event::Empty(start)) => element(&start).map(|element| Met::Open(element, true)),
            Ok(Event::End(_)) => Ok(Met::Close),
            Ok(Event::Text(text)) => Ok(Met::Text(text.xml10_content().into_owned())),
            Ok(Event::CData(text)) => Ok(Met::Text(text.xml10_content().into_owned())),
            Ok(Event::GeneralRef(name)) => Ok(Met::Text(resolved(&name))),
            Ok(Event::Eof) => Ok(Met::End),
            Ok(Event::Decl(decl)) => {
                let told = decl.encoding().and_then(Result::ok);
                let foreign = told.is_some_and(|name| {
                    !name.eq_ignore_ascii_case("utf-8") && !name.eq_ignore_ascii_case("us-ascii")
                });
                if foreign {
                    return Err(ExchangeError::Encoding {
                        path: self.path.clone(),
                    });
                }
                Ok(Met::Nothing)
            }
            Ok(Event::Comment(_) | Event::PI(_) | Event::DocType(_)) => Ok(Met::Nothing),
            Err(error) => Err(error),
        };
        met.map_err(|error| self.fault(&error))
    }

    fn fault(&self, error: &Error) -> ExchangeError {
        let path = self.path.clone();
        match error {
            Error::Encoding(_) => ExchangeError::Encoding { path },
            Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => self.too_large(),
            Error::Io(error) => ExchangeError::Unreadable {
                path,
                source: io::Error::new(error.kind(), error.to_string()),
            },
            Error::Syntax(syntax) if !matches!(syntax, SyntaxError::InvalidBangMarkup) => {
                self.truncated()
            }
            other => ExchangeError::Malformed {
                path,
                at: self.reader.buffer_position(),
                cause: other.to_string(),
            },
        }
    }

    fn truncated(&self) -> ExchangeError {
        ExchangeError::Truncated {
            path: self.path.clone(),
        }
    }

    fn too_large(&self) -> ExchangeError {
        ExchangeError::TooLarge {
            path: self.path.clone(),
            limit: LARGEST / 1_000_000,
        }
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, Error> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute?;
        let raw = attribute.value.as_ref();
        attributes.push((
            attribute.key.as_ref().to_owned(),
            htmlize::unescape_attribute(raw).into_owned(),
        ));
    }
    Ok(Element {
        name: start.name().as_ref().to_owned(),
        attributes,
        nodes: Vec::new(),
    })
}

/// What stands between `&` and `;`. A name that XML does not know is HTML's or the file's own, which
/// is not asked what it stands for.
fn resolved(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    let name: &str = name;
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &[u8]) -> (tempfile::TempDir, Result<Xml, ExchangeError>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.xml");
        std::fs::write(&path, text).unwrap();
        let xml = Xml::open(&path);
        (folder, xml)
    }

    fn first(text: &str) -> Result<Option<Element>, ExchangeError> {
        open(text.as_bytes()).1?.next()
    }

    #[test]
    fn texts_come_whole_and_entities_are_never_expanded() {
        let read = first(
            "<!DOCTYPE r [<!ENTITY bomb 'boum'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
             <r><a k='1 &lt; 2'>é &amp; &#233; &bomb;&x; <![CDATA[<b>]]]]><![CDATA[> & ]]></a></r>",
        );
        let a = read.unwrap().unwrap();
        assert_eq!(a.text(), "é & é &bomb;&x; <b>]]> & ");
        assert_eq!(a.attribute("k"), Some("1 < 2"));
    }

    #[test]
    fn what_ends_in_the_middle_says_so() {
        for cut in [
            "<r><a>un",
            "<r><a><![CDATA[un",
            "<r><a k='",
            "<r>",
            "<r><!-- ",
            "",
        ] {
            let error = first(cut).unwrap_err();
            assert!(
                matches!(error, ExchangeError::Truncated { .. }),
                "{cut}: {error}"
            );
        }
        let wrong = first("<r><a></b></r>").unwrap_err();
        assert!(matches!(wrong, ExchangeError::Malformed { .. }), "{wrong}");
        let latin = open(b"<r><a>\xe9t\xe9</a></r>")
            .1
            .unwrap()
            .next()
            .unwrap_err();
        assert!(matches!(latin, ExchangeError::Encoding { .. }), "{latin}");
        let told = open(b"<?xml version='1.0' encoding='windows-1252'?><r></r>").1;
        assert!(matches!(told, Err(ExchangeError::Encoding { .. })));
    }

    #[test]
    fn depth_and_size_have_an_end() {
        let deep = format!("<r>{}", "<a>".repeat(10_000));
        assert!(matches!(first(&deep), Err(ExchangeError::TooLarge { .. })));
        let long = format!("<r><a>{}</a></r>", "x".repeat(70_000_000));
        assert!(matches!(first(&long), Err(ExchangeError::TooLarge { .. })));
    }

    #[test]
    fn xhtml_comes_out_as_html() {
        let read = first("<feed><c><x:p class='a'>Un &lt;<x:br/>deux</x:p></c></feed>").unwrap();
        assert_eq!(
            read.unwrap().inner_html(),
            "<p class=\"a\">Un &lt;<br>deux</p>"
        );
    }
}
