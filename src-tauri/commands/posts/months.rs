//! The months of a list, in the writer's own time zone.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use super::MonthView;

/// The months that `times` lie in, newest first, each with how many of them do.
pub(super) fn of(times: &[Timestamp], zone: &TimeZone) -> Vec<MonthView> {
    let mut months: Vec<MonthView> = Vec::new();
    for time in times {
        let at = time.as_millisecond();
        match months.last_mut() {
            Some(month) if (month.from..month.until).contains(&at) => month.posts += 1,
            _ => months.extend(around(&time.to_zoned(zone.clone()))),
        }
    }
    months
}

fn around(time: &Zoned) -> Option<MonthView> {
    let first = time.date().first_of_month();
    let start = first.to_zoned(time.time_zone().clone()).ok()?;
    let next = first.checked_add(1.month()).ok()?;
    let next = next.to_zoned(time.time_zone().clone()).ok()?;
    Some(MonthView {
        from: start.timestamp().as_millisecond(),
        until: next.timestamp().as_millisecond(),
        posts: 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_writers_calendar() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let times = [
            "2026-04-30T22:30:00Z",
            "2026-04-30T21:30:00Z",
            "2026-04-01T00:00:00Z",
            "2025-12-31T23:30:00Z",
            "2025-12-31T12:00:00Z",
        ];
        let times = times.map(|time| time.parse::<Timestamp>().unwrap());
        let months = of(&times, &zone);
        let shown = months.iter().map(|month| {
            let from = Timestamp::from_millisecond(month.from).unwrap();
            let day = from.to_zoned(zone.clone()).strftime("%F %H:%M").to_string();
            (day, month.posts)
        });
        let expected = [
            ("2026-05-01 00:00", 1),
            ("2026-04-01 00:00", 2),
            ("2026-01-01 00:00", 1),
            ("2025-12-01 00:00", 1),
        ];
        let expected = expected.map(|(day, posts)| (day.to_owned(), posts));
        assert_eq!(shown.collect::<Vec<_>>(), expected);
        assert_eq!(of(&[], &zone), []);
    }
}
