//! Dates as other programs write them.

use jiff::civil::{Date, DateTime};
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Nothing of a blog is older, or younger: such a date is a mistake or an attack on sorting.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2200;

/// An instant: RFC 3339, with a zone's name, RFC 2822 (feeds), `2015-02-05 14:03:00 +0100` (Jekyll),
/// or a date and a time, or a date, in `zone`.
pub(crate) fn instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    let local = |civil: DateTime| civil.to_zoned(zone.clone()).map(|z| z.timestamp());
    let read = text
        .parse::<Timestamp>()
        .or_else(|_| text.parse::<Zoned>().map(|z| z.timestamp()))
        .or_else(|_| text.parse::<DateTime>().and_then(local))
        .or_else(|_| text.parse::<Date>().and_then(|d| local(d.at(0, 0, 0, 0))))
        .or_else(|_| {
            strtime::parse("%Y-%m-%d %H:%M:%S %z", text).and_then(|broken| broken.to_timestamp())
        })
        .or_else(|_| rfc2822::parse(text).map(|z| z.timestamp()));
    read.ok().filter(is_plausible)
}

/// WordPress' `2026-11-22 10:00:00`, said to be UTC; its zeros mean none.
pub(crate) fn utc(text: &str) -> Option<Timestamp> {
    let civil: DateTime = text.trim().parse().ok()?;
    let read = civil.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(read).filter(is_plausible)
}

fn is_plausible(at: &Timestamp) -> bool {
    YEARS.contains(&at.to_zoned(TimeZone::UTC).year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_programs_write_them() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let wanted: Timestamp = "2026-08-01T10:00:00Z".parse().unwrap();
        for text in [
            "2026-08-01T10:00:00Z",
            "2026-08-01T12:00:00.000+02:00",
            "2026-08-01 12:00:00 +0200",
            "2026-08-01 12:00:00",
            "2026-08-01T12:00",
            " Sat, 01 Aug 2026 10:00:00 +0000\n",
            "2026-08-01T12:00:00[Europe/Paris]",
        ] {
            assert_eq!(instant(text, &zone), Some(wanted), "{text}");
        }
        assert_eq!(utc("2026-08-01 10:00:00"), Some(wanted));
        for none in [
            "0000-00-00 00:00:00",
            "-0001-11-30 00:00:00",
            "demain",
            "",
            "9999-01-01",
        ] {
            assert_eq!(instant(none, &zone), None, "{none}");
            assert_eq!(utc(none), None, "{none}");
        }
    }
}
