//! The hosts whose pages a post may embed.

use ammonia::Url;

/// Hosts whose players and maps writers embed, when nothing else is said: they show what they are
/// asked for and run nothing in the page around them.
pub(super) const USUAL_EMBEDS: [&str; 17] = [
    "archive.org",
    "bandcamp.com",
    "embed.radiofrance.fr",
    "framatube.org",
    "geo.dailymotion.com",
    "open.spotify.com",
    "player.ina.fr",
    "player.vimeo.com",
    "tube.numerique.gouv.fr",
    "umap.openstreetmap.fr",
    "w.soundcloud.com",
    "www.arte.tv",
    "www.dailymotion.com",
    "www.openstreetmap.org",
    "www.youtube-nocookie.com",
    "www.youtube.com",
    "youtube.com",
];

/// A host as it stands in a parsed address: `café.fr` is `xn--caf-dma.fr`.
pub(super) fn written_host(host: &str) -> String {
    Url::parse(&["https://", host, "/"].concat())
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| host.to_ascii_lowercase())
}

pub(super) fn is_embedded(hosts: &[String], address: &str) -> bool {
    let address = address.trim_ascii();
    let parsed = match address.strip_prefix("//") {
        Some(rest) => Url::parse(&["https://", rest].concat()),
        None => Url::parse(address),
    };
    parsed.is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url
                .host_str()
                .is_some_and(|host| hosts.iter().any(|h| h == host))
    })
}
