//! Dates as LinkedIn, spreadsheets and other tools write them. Nothing is guessed: what has another shape is no date,
//! and where day and month could be exchanged the order must be known.

#[cfg(test)]
mod tests;

use super::words::WORDS;
use crate::error::{Error, Result};
use crate::record::date::{self, DateOrder};
use crate::record::name::fold;
use crate::record::time::{DAY_MS, Day, Instant, Moment, Zone};
use crate::record::when::When;

/// LinkedIn started in 2003: nothing about it is older.
pub(super) const FIRST_YEAR: i32 = 2003;
/// In bytes.
const LONGEST: usize = 64;

/// So many dates of one order are not told otherwise by a single one of the other.
const TELLING: usize = 3;

const ORDER: &str = "say which comes first: --date-order dmy, or mdy";

/// The time in an export or a list of messages: `10/5/26, 6:57 AM` (US order, 12 hours), or as a spreadsheet writes it.
pub(super) fn of_linkedin(text: &str, order: Option<DateOrder>) -> Option<When> {
    read(text, if is_linkedin_s(text) { Some(DateOrder::MonthFirst) } else { order })
}

fn is_linkedin_s(text: &str) -> bool {
    let ending = text.trim_end().as_bytes().last_chunk::<2>();
    text.contains('/')
        && text.contains(',')
        && ending.is_some_and(|ending| [b"AM", b"PM"].iter().any(|half| ending.eq_ignore_ascii_case(*half)))
}

/// Where there is no zone the digits stay as they stand.
pub(super) fn read(text: &str, order: Option<DateOrder>) -> Option<When> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    read_plain(text, order).or_else(|| read_plain(&plain(text)?, order))
}

fn read_plain(text: &str, order: Option<DateOrder>) -> Option<When> {
    if let Some(at) = rfc3339(text).map(When::Moment).or_else(|| serial(text)).or_else(|| digits(text)) {
        return Some(at);
    }
    let zoned = text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT"));
    let (day, time) = split_time(zoned.unwrap_or(text))?;
    let day = read_day(day, order)?;
    let Some((hour, minute, second)) = time else { return Some(When::Day(day)) };
    let at = Zone::Utc.at(day, hour, minute, second)?;
    Some(if zoned.is_some() { When::Moment(at) } else { When::Local(at) })
}

/// A day alone; between dots the day is first unless it is known otherwise: `5.10.2026`, `2026-10-05`, `08 Feb 2026`,
/// `Mon, October 5th, 2026`, `12 mars 2023`.
pub(super) fn read_day(text: &str, order: Option<DateOrder>) -> Option<Day> {
    if let Some((first, second, year)) = numbers(text) {
        let (day_first, month_first) = (Day::new(year, second, first), Day::new(year, first, second));
        return match order {
            Some(DateOrder::DayFirst) => day_first,
            Some(DateOrder::MonthFirst) => month_first,
            None if first == second || text.contains('.') => day_first.or(month_first),
            None => day_first.xor(month_first),
        };
    }
    year_first(text).or_else(|| in_words(text))
}

/// Month first, `Basic_LinkedInDataExport_10-05-2026.zip`, or as ISO has it, `sent-2026-10-05.html`.
pub(super) fn in_name(name: &str) -> Option<Day> {
    name.split(|c: char| !c.is_ascii_digit() && c != '-').find_map(|part| {
        let part = part.trim_matches('-');
        let lengths: Vec<usize> = part.split('-').map(str::len).collect();
        let has_shape = matches!(lengths[..], [2, 2, 4] | [4, 2, 2]);
        has_shape.then(|| read_day(part, Some(DateOrder::MonthFirst)))?
    })
}

/// Not before LinkedIn, and not in the future, give or take so many days. `what` begins the reason.
pub(super) fn check(
    at: When,
    what: &str,
    slack: i64,
    now: Instant,
    zone: Zone,
) -> std::result::Result<When, String> {
    let moment = at.in_zone(zone);
    let is_ahead = match moment {
        Moment::Day(day) => day.days_since(zone.day_of(now)) > slack,
        Moment::Exact(at) => at > now.plus_millis(slack * DAY_MS),
    };
    if is_ahead {
        Err(format!("{what} in the future"))
    } else if moment.day(zone).ymd().0 < FIRST_YEAR {
        Err(format!("{what} before LinkedIn existed"))
    } else {
        Ok(at)
    }
}

/// RFC 3339, also with a blank between day and time, or before the offset, and that without its colon:
/// `2026-10-05 14:30:00 +0200`.
fn rfc3339(text: &str) -> Option<Instant> {
    let with_blanks = || {
        let (day, time) = text.split_once(' ')?;
        Instant::parse_rfc3339(&format!("{day}T{}", time.replace(' ', "")))
    };
    let with_colon = || {
        let minutes = text.len().checked_sub(2)?;
        let (rest, offset) = (text.get(..minutes)?, text.get(minutes.checked_sub(3)?..minutes)?);
        offset.starts_with(['+', '-']).then(|| rfc3339(&format!("{rest}:{}", &text[minutes..])))?
    };
    Instant::parse_rfc3339(text).or_else(with_blanks).or_else(with_colon)
}

/// A spreadsheet's number of a day, with the time as its fraction: `46300`, `46300.29`.
fn serial(text: &str) -> Option<When> {
    let (days, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    // Of 1 January 1900 it is 2, because spreadsheets believe in 29 February 1900.
    let day = Day::new(1900, 1, 1)?.plus_days(i64::from(number(days, 5, 5)?) - 2)?;
    if fraction.is_empty() {
        return Some(When::Day(day));
    }
    let seconds = u64::from(number(&format!("{fraction:0<6}")[..6], 6, 6)?) * 86_400 / 1_000_000;
    let part = |of: u64| u32::try_from(of).ok();
    let at = Zone::Utc.at(day, part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?)?;
    Some(When::Local(at))
}

/// As programs write it: `20261005`, or the seconds or milliseconds since 1970.
fn digits(text: &str) -> Option<When> {
    let number: i64 = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())??;
    match text.len() {
        8 => {
            let part = |number: i64| u32::try_from(number % 100).ok();
            Day::new(i32::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).map(When::Day)
        }
        10 => Some(When::Moment(Instant::from_millis(number * 1000))),
        13 => Some(When::Moment(Instant::from_millis(number))),
        _ => None,
    }
}

/// As spreadsheets write it in other countries, made into `5.10.2026 14:30`, or `… 2:30 PM`: `Mo, 05.10.2026`,
/// `5.10.2026 klo 14.30`, `5/10/2026 2:30 p. m.`, `2026. 10. 5 오후 2:30`. None if it is no other.
fn plain(text: &str) -> Option<String> {
    let clock = &WORDS.clock;
    let mut plain = text.replace(['\u{a0}', '\u{202f}'], " ");
    for (halves, half) in [(&clock.am, " AM"), (&clock.pm, " PM")] {
        if let Some(word) = halves.iter().find(|word| plain.contains(word.as_str())) {
            plain = plain.replacen(word, " ", 1).trim_end().to_owned() + half;
        }
    }
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.first().is_some_and(|word| clock.weekdays.has(&fold(word))) {
        words.remove(0);
    }
    words.retain(|word| !clock.at.has(&fold(word)));
    let (last, day) = words.split_last()?;
    let is_time = !day.is_empty() && !plain.contains(':') && last.split('.').all(|part| part.len() <= 2);
    let last = if is_time { last.replace('.', ":") } else { (*last).to_owned() };
    let plain = [day, &[last.as_str()]].concat().join(" ");
    (plain != text).then_some(plain)
}

type Time = (u32, u32, u32);

fn split_time(text: &str) -> Option<(&str, Option<Time>)> {
    let text = text.trim();
    let Some(colon) = text.find(':') else { return Some((text, None)) };
    let start = text[..colon].rfind(|c: char| !c.is_ascii_digit())?;
    let (day, time) = (&text[..start], &text[start..]);
    let separator = time.chars().next().filter(|c| c.is_whitespace() || matches!(c, 'T' | ','))?;
    let day = day.trim().trim_end_matches(',').trim_end();
    let day = day.strip_suffix(" at").unwrap_or(day).trim_end_matches(',');
    Some((day, Some(clock(time[separator.len_utf8()..].trim())?)))
}

/// `6:57`, `6:57:30.123`, `6:57 AM`; an hour above 12 contradicts `AM`.
fn clock(text: &str) -> Option<Time> {
    let half = text.len().checked_sub(2).and_then(|at| text.get(at..)).map(str::to_ascii_uppercase);
    let half = half.filter(|half| matches!(half.as_str(), "AM" | "PM"));
    let text = if half.is_some() { text[..text.len() - 2].trim_end() } else { text };
    let (hour, rest) = text.split_once(':')?;
    let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
    let (second, fraction) = second.split_once('.').unwrap_or((second, ""));
    let (hour, minute, second) = (number(hour, 1, 2)?, number(minute, 2, 2)?, number(second, 2, 2)?);
    let is_fraction = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let hour = match half.as_deref() {
        _ if !is_fraction => return None,
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("PM") => hour % 12 + 12,
        Some(_) => hour % 12,
    };
    Some((hour, minute, second))
}

fn numbers(text: &str) -> Option<(u32, u32, i32)> {
    let [first, second, year] = three_parts(text)?;
    Some((number(first, 1, 2)?, number(second, 1, 2)?, year_of(year)?))
}

/// `2026-10-05`, `2026/10/5`, `2026.10.05`, `2026年10月5日`, `2026년 10월 5일`
fn year_first(text: &str) -> Option<Day> {
    let plain = text.replace(['年', '月', '년', '월'], "-").replace(['日', '일'], "");
    let [year, month, day] = three_parts(&plain)?;
    let year = i32::try_from(number(year, 4, 4)?).ok()?;
    Day::new(year, number(month, 1, 2)?, number(day, 1, 2)?)
}

fn three_parts(text: &str) -> Option<[&str; 3]> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let mut parts = text.trim_end_matches('.').split(separator).map(str::trim);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(found)
}

/// `08 Feb 2026`, `12 Mar 19`, `Mon, October 5th, 2026`, `5-Oct-2026`, `1er févr. 2023`, `5 de out. de 2026`
fn in_words(text: &str) -> Option<Day> {
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-');
    let mut words: Vec<&str> = text.split(marks).filter(|word| !matches!(*word, "" | "de")).collect();
    let weekday = words.first().and_then(|word| date::weekday(&word.to_lowercase()));
    if weekday.is_some() {
        words.remove(0);
    }
    let [first, second, year] = words[..] else { return None };
    let (day, month) = match month_of(second) {
        Some(month) => (first, month),
        None => (second, month_of(first)?),
    };
    let ordinal = ["st", "nd", "rd", "th", "er"].iter().find_map(|end| day.strip_suffix(end));
    let day = Day::new(year_of(year)?, month, number(ordinal.unwrap_or(day), 1, 2)?)?;
    weekday.is_none_or(|weekday| weekday == day.weekday()).then_some(day)
}

fn month_of(word: &str) -> Option<u32> {
    date::month(&word.to_lowercase()).or_else(|| {
        let folded = fold(word);
        WORDS.months.iter().find(|(_, names)| names.has(&folded)).and_then(|(number, _)| number.parse().ok())
    })
}

fn year_of(text: &str) -> Option<i32> {
    let year = number(text, 2, 2).map(|year| 2000 + year).or_else(|| number(text, 4, 4))?;
    i32::try_from(year).ok()
}

fn number(text: &str, least_digits: usize, most_digits: usize) -> Option<u32> {
    let is_number =
        (least_digits..=most_digits).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// A cell of a table, also in words, of the day of the table: `yesterday`, `3 days ago`, `5 oct 14:30`.
pub(super) fn in_table(text: &str, order: Option<DateOrder>, as_of: Day) -> Option<When> {
    let said = || {
        let noon = as_of.utc_noon();
        let moment = date::parse_moment(text, noon, Zone::Utc, order).ok()?;
        let has_time = text.contains(':') && !matches!(moment, Moment::Day(_));
        Some(if has_time { When::Local(moment.instant(Zone::Utc)) } else { When::Day(moment.day(Zone::Utc)) })
    };
    read(text, order).or_else(said)
}

/// Whether nothing but the order is missing.
pub(super) fn has_two_readings(text: &str) -> bool {
    let mut clues = Clues::default();
    clues.add(text, 0);
    clues.either.is_some()
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Clues {
    pub(super) day_first: usize,
    pub(super) month_first: usize,
    /// The first row of which both can be.
    pub(super) either: Option<u64>,
    /// A date that is read without knowing the order.
    pub(super) is_plain: bool,
}

/// And not as LinkedIn writes it.
pub(super) fn is_numeric(text: &str) -> bool {
    numeric(text).is_some()
}

fn numeric(text: &str) -> Option<(u32, u32, i32)> {
    let read = |text: &str| split_time(text).and_then(|(day, _)| numbers(day));
    read(text).or_else(|| read(&plain(text)?)).filter(|_| !is_linkedin_s(text))
}

impl Clues {
    pub(super) fn add(&mut self, text: &str, line: u64) {
        let Some((first, second, year)) = numeric(text) else {
            self.is_plain = self.is_plain || !text.is_empty() && read(text, None).is_some();
            return;
        };
        match (Day::new(year, second, first), Day::new(year, first, second)) {
            (Some(_), None) => self.day_first += 1,
            (None, Some(_)) => self.month_first += 1,
            (Some(one), Some(other)) if one != other => {
                if text.contains('.') {
                    self.is_plain = true;
                } else {
                    self.either.get_or_insert(line);
                }
            }
            _ => {}
        }
    }

    /// And whether the rows tell it: one slip among many tells nothing. What they tell comes before what is `usual`; where
    /// they don't tell, and some dates can be read, those that can't cost their rows alone.
    pub(super) fn order(
        self,
        said: Option<DateOrder>,
        usual: Option<DateOrder>,
    ) -> Result<Option<(DateOrder, bool)>> {
        let Self { day_first, month_first, either, is_plain } = self;
        let outweighs = |one: usize, other| one > 0 && (other == 0 || other == 1 && one >= TELLING);
        match (said, either) {
            (Some(order), _) => Ok(Some((order, false))),
            _ if outweighs(day_first, month_first) => Ok(Some((DateOrder::DayFirst, true))),
            _ if outweighs(month_first, day_first) => Ok(Some((DateOrder::MonthFirst, true))),
            (None, Some(_)) if usual.is_some() => Ok(usual.map(|order| (order, false))),
            (None, Some(row)) if !is_plain && day_first + month_first == 0 => Err(Error::failed(format!(
                "row {row}: day and month of a date could be exchanged, and no other row tells the order"
            ))
            .hint(ORDER)),
            (None, _) => Ok(None),
        }
    }
}
