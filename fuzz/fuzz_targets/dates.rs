//! A date as somebody types it: read or refused at any time, and echoed so that it reads back.
#![no_main]

use invtrack::record::date::{ago, echo, parse_moment, refuse_future};
use invtrack::record::suggest::Refusal;
use invtrack::record::time::{Instant, Moment, Zone};
use invtrack_fuzz::{NOW, assert_message, text};
use libfuzzer_sys::fuzz_target;

/// A usual day, the last of a month, a day that few years have.
const PRESENTS: [Instant; 3] =
    [NOW, Instant::from_millis(1_806_537_599_999), Instant::from_millis(1_835_395_200_000)];
/// Clocks that are wrong.
const NONSENSE: [i64; 4] = [i64::MIN, 0, 253_402_300_799_999, i64::MAX];

fuzz_target!(|bytes: &[u8]| {
    let text = text(bytes);
    // What is no form of a date is none at any time.
    if let Err(error) = parse_moment(&text, NOW, Zone::Utc, None)
        && error.to_string().starts_with("can't read")
    {
        return assert_refusal(&error);
    }
    for now in PRESENTS {
        match parse_moment(&text, now, Zone::Utc, None) {
            Ok(moment) => assert_moment(moment, now),
            Err(error) => assert_refusal(&error),
        }
    }
    for now in NONSENSE.map(Instant::from_millis) {
        let read = parse_moment(&text, now, Zone::Utc, None);
        let _ = read.and_then(|moment| refuse_future(moment, now, Zone::Utc));
    }
    let _ = parse_moment(&text, NOW, Zone::Local, None);
});

fn assert_moment(moment: Moment, now: Instant) {
    let day = moment.day(Zone::Utc);
    assert!((2003..9999).contains(&day.ymd().0), "{day:?}");
    let echoed = echo(moment, now, Zone::Utc);
    let iso = echoed.split(' ').nth(1).expect("the weekday comes first");
    assert_eq!(parse_moment(iso, now, Zone::Utc, None), Ok(Moment::Day(day)), "{echoed}");
    assert_message(&echoed);
    assert_message(&ago(moment, now, Zone::Utc));
    match refuse_future(moment, now, Zone::Utc) {
        Ok(past) => assert!(past.day(Zone::Utc) <= Zone::Utc.day_of(now)),
        Err(error) => assert_message(&error),
    }
}

fn assert_refusal(error: &Refusal) {
    assert_message(error);
    error.hint().iter().for_each(assert_message);
}
