//! Just enough HTTP/1.1 to stand between a client and a server: whole messages, read and written.

use std::io::{self, BufRead};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// The first line and the headers, up to the blank line and with it.
    pub head: String,
    pub body: Vec<u8>,
}

impl Request {
    /// Method and target, e.g. `GET /wp-json/`.
    pub fn line(&self) -> &str {
        let first = self.head.lines().next().unwrap_or_default();
        first.rsplit_once(' ').map_or(first, |(line, _)| line)
    }

    pub fn method(&self) -> &str {
        self.line().split(' ').next().unwrap_or_default()
    }

    pub fn target(&self) -> &str {
        self.line().split(' ').nth(1).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }
}

/// A header of a head, without the space around it.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

/// The head without these headers.
pub fn without(head: &str, names: &[&str]) -> String {
    let kept = |line: &&str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        !line.is_empty() && !names.iter().any(|n| n.eq_ignore_ascii_case(name))
    };
    head.lines()
        .filter(kept)
        .map(|line| format!("{line}\r\n"))
        .collect()
}

/// The head of a message; `None` where the connection ended before one began.
pub fn read_head(stream: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut head = String::new();
    loop {
        if stream.read_line(&mut head)? == 0 {
            return match head.is_empty() {
                true => Ok(None),
                false => Err(io::ErrorKind::UnexpectedEof.into()),
            };
        }
        if head.ends_with("\r\n\r\n") {
            return Ok(Some(head));
        }
    }
}

/// The body that a request's head announces.
pub fn read_body(stream: &mut impl BufRead, head: &str) -> io::Result<Vec<u8>> {
    if header(head, "transfer-encoding").is_some() {
        return read_chunks(stream);
    }
    let length = header(head, "content-length").map_or(Ok(0), str::parse);
    let mut body = vec![0; length.map_err(|_| io::ErrorKind::InvalidData)?];
    stream.read_exact(&mut body)?;
    Ok(body)
}

fn read_chunks(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut size = String::new();
        stream.read_line(&mut size)?;
        let size =
            usize::from_str_radix(size.trim(), 16).map_err(|_| io::ErrorKind::InvalidData)?;
        let mut chunk = vec![0; size + 2];
        stream.read_exact(&mut chunk)?;
        if size == 0 {
            return Ok(body);
        }
        body.extend(chunk.get(..size).unwrap_or_default());
    }
}

/// The next request on a connection; `None` where it ended.
pub fn read_request(stream: &mut impl BufRead) -> io::Result<Option<Request>> {
    let Some(head) = read_head(stream)? else {
        return Ok(None);
    };
    let body = read_body(stream, &head)?;
    Ok(Some(Request { head, body }))
}

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status line and the headers, each with its line end, without the blank line and without
    /// those that say how long the body is.
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn new(status: &str, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            head: format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n"),
            body: body.into(),
        }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// The answer that a server sends on a connection that it then closes.
    pub fn read(stream: &mut impl BufRead) -> io::Result<Self> {
        let head = read_head(stream)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let mut body = Vec::new();
        if header(&head, "transfer-encoding").is_some() {
            body = read_chunks(stream)?;
        } else {
            stream.read_to_end(&mut body)?;
        }
        let head = without(
            &head,
            &["connection", "content-length", "transfer-encoding"],
        );
        Ok(Self { head, body })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }

    pub fn status(&self) -> u16 {
        let status = self.head.split(' ').nth(1).and_then(|s| s.parse().ok());
        status.unwrap_or_default()
    }

    /// The bytes as they go out, and how many of them are the head.
    pub fn framed(&self, framing: Framing) -> (Vec<u8>, usize) {
        let length = self.body.len();
        let how = match framing {
            Framing::Length => format!("Content-Length: {length}\r\n\r\n"),
            Framing::Chunks => "Transfer-Encoding: chunked\r\n\r\n".to_owned(),
            Framing::UntilClosed => "Connection: close\r\n\r\n".to_owned(),
        };
        let mut bytes = format!("{}{how}", self.head).into_bytes();
        let head = bytes.len();
        match framing {
            Framing::Chunks if length > 0 => {
                bytes.extend(format!("{length:x}\r\n").bytes());
                bytes.extend(&self.body);
                bytes.extend(b"\r\n0\r\n\r\n");
            }
            Framing::Chunks => bytes.extend(b"0\r\n\r\n"),
            Framing::Length | Framing::UntilClosed => bytes.extend(&self.body),
        }
        (bytes, head)
    }
}

/// How a server says where its answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// `Content-Length`.
    Length,
    /// `Transfer-Encoding: chunked`.
    Chunks,
    /// By closing the connection: an answer that breaks off looks like a whole one.
    UntilClosed,
}

impl Framing {
    pub const ALL: [Self; 3] = [Self::Length, Self::Chunks, Self::UntilClosed];
}
