//! Pages of linkedin.com, copied as text or saved as HTML (sources 1 and 4). The Sent and the Connections page are
//! read in the languages in which they are evidenced (docs/languages.md), saved as HTML in any; a profile in all 36.

mod around;
mod linked;
mod lists;
mod profile;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use self::around::fold_short;
use self::linked::Linked;
use self::lists::PageList;
use super::gather::{FactBatch, ListRows, who};
use super::input::{Options, Reading};
use super::lines::{self, Document, Line};
use super::report::{Amount, Bad, Report};
use super::words::WORDS;
use crate::error::{Error, Result};
use crate::record::fact::{Direction, Invitation, Origin, Row, Said};
use crate::record::labels::{LabelMeaning, find_label};
use crate::record::list::ListKind;
use crate::record::observation::Button;
use crate::record::time::Day;
use crate::record::when::When;

pub use profile::ProfileLook;

/// In bytes; LinkedIn's saved pages have up to 5 MiB.
pub const MAX_BYTES: usize = 16 << 20;
/// In bytes.
const LONGEST_BUTTON: usize = 60;

const LANGUAGES: &str = "save the Sent page as HTML, which is read in any language; its copied text is read in English, \
     German, French and Portuguese. The Connections page is read in English, German and Japanese, and in \
     any language as Chrome saves it (HTML); else ask LinkedIn for a copy of your data: its Connections.csv says \
     the same";
const PAGES: &str = "readable are Manage invitations > Sent and the Connections page, copied as text (in English or \
     German, and partly in others) or saved as HTML, and a profile page in any of LinkedIn's languages";
const SENT_TAB: &str = "open the tab Sent of Manage invitations, and copy that page";

#[derive(PartialEq, Eq, Debug)]
enum PageKind {
    Sent(PageList),
    Connections(PageList),
    Profile(ProfileLook),
}

/// It shows the state of the as-of day: today, unless the user says otherwise. Else why not, and whether it is a page all
/// the same.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    as_of: Day,
    options: &Options,
) -> std::result::Result<Reading, (Error, bool)> {
    let document = decode(bytes).and_then(lines::of_page).map_err(|error| (error, false));
    let page = document.and_then(|document| read_page(&document, as_of)).map_err(|(error, is_page)| {
        (Error { message: format!("{name}: {}", error.message), ..error }, is_page)
    })?;
    reading(page, name, as_of, options).map_err(|error| (error, true))
}

fn reading(page: PageKind, name: &str, as_of: Day, options: &Options) -> Result<Reading> {
    let (kind, list) = match page {
        PageKind::Sent(list) => (ListKind::Invitations, list),
        PageKind::Connections(list) => (ListKind::Connections, list),
        PageKind::Profile(_) => {
            return Err(Error::failed(format!("{name} is a profile page"))
                .hint("record it as a look: invtrack observe --paste < FILE"));
        }
    };
    let is_sent = kind == ListKind::Invitations;
    let complete = is_sent && list.is_complete();
    let (other, others) = ("row of another tab (pages, events)", "rows of other tabs (pages, events)");
    let (one, what) =
        if is_sent { ("open invitation", "open invitations") } else { ("connection", "connections") };
    let mut report = Report {
        file: name.to_owned(),
        kind: "page",
        as_of: Some(as_of),
        complete: Some(complete),
        read: vec![Amount::new(list.rows.len(), one, what)],
        skipped: vec![Amount::new(list.elsewhere, other, others)],
        bad: list.bad.into_iter().map(|bad| Bad { file: name.to_owned(), ..bad }).collect(),
        ..Report::default()
    };
    if is_sent && !complete {
        report.notes.push("nothing was concluded from who is missing: scroll to the end of the page before copying, and copy the tab with its number, too".to_owned());
    }
    let (mut batch, mut rows) = (FactBatch::new(options.now), ListRows::default());
    for row in list.rows {
        let (source, direction, context) = (Origin::Page, Direction::Out, Box::default());
        let told = Row { lines: row.lines.into_iter().map(Into::into).collect(), nth: 0 };
        let said = if is_sent {
            Said::Invitation(Invitation { source, direction, inviter: None, row: told, context })
        } else {
            Said::Connection(told)
        };
        rows.add(&mut batch, said, who(row.slug, Some(row.name), None), span(row.days));
    }
    rows.finish(&mut batch, kind, Origin::Page, as_of, complete);
    Ok(Reading::new(report, batch.record()))
}

/// An even number of days has no middle: it begins a day earlier, for it can't end after the day of reading.
fn span((first, last): (Day, Day)) -> When {
    let within = (last.days_since(first) + 1) / 2;
    let middle = last.plus_days(-within).unwrap_or(first);
    When::days(middle, u16::try_from(within).unwrap_or(u16::MAX))
}

/// Nothing that is lost here could be noticed later.
pub fn decode(bytes: &[u8]) -> Result<&str> {
    if bytes.len() > MAX_BYTES {
        let what = format!("the page is larger than {} MiB", MAX_BYTES >> 20);
        return Err(Error::failed(what).hint(lines::TAKE_TEXT));
    }
    std::str::from_utf8(bytes).map_err(|_| {
        Error::failed("the page is not text in UTF-8")
            .hint("copy the page as text, or save it as HTML with the encoding UTF-8")
    })
}

fn read_page(document: &Document, as_of: Day) -> std::result::Result<PageKind, (Error, bool)> {
    let (sent, made) = (lists::sent(&document.lines, as_of), lists::connections(&document.lines, as_of));
    // A headline may look like the dated line of the other page, but not on most rows.
    let is_sent = sent.len() >= made.len();
    let list = |what: &str| Err((Error::failed(what).hint(LANGUAGES), true));
    let linked = || linked::read(document, as_of);
    if is_sent && (!sent.rows.is_empty() || sent.total == Some(0) && sent.len() == 0) {
        Ok(PageKind::Sent(sent))
    } else if !is_sent && !made.rows.is_empty() {
        Ok(PageKind::Connections(made))
    } else if let Some(list) = linked::connections(document, as_of) {
        Ok(PageKind::Connections(list))
    } else if !is_sent {
        list("not one row of the Connections page can be read")
    } else if let Some(Linked::Sent(list)) = linked() {
        Ok(PageKind::Sent(list))
    } else if document.asks_for_password || is_login(&document.lines) {
        let login = Error::failed("this is LinkedIn's login page");
        Err((login.hint("sign in in the browser first, and copy or save the page then"), true))
    } else if let Some((look, true)) = profile::read(document).filter(|_| sent.len() == 0) {
        Ok(PageKind::Profile(look))
    } else if linked() == Some(Linked::Received) || is_received(&document.lines) {
        let received = Error::failed("this is the tab Received, which tells nothing of what you sent");
        Err((received.hint(SENT_TAB), true))
    } else if document.lines.iter().any(lists::is_relative) {
        let what = "this is the Connections page, but it tells how long ago, and not on which day somebody connected";
        let hint = "ask LinkedIn for a copy of your data: its Connections.csv has the days";
        Err((Error::failed(what).hint(hint), true))
    } else if sent.len() > 0 || sent.total.is_some() || document.lines.iter().any(lists::is_withdraw) {
        list("not one row of the Sent page can be read")
    } else if looks_like_list(&document.lines) {
        list("this looks like a list in a language that invtrack cannot read")
    } else {
        Err((Error::failed("this is not a LinkedIn page that invtrack can read").hint(PAGES), false))
    }
}

pub fn read_profile(text_or_html: &str) -> Result<ProfileLook> {
    let document = lines::of_page(text_or_html)?;
    let lists: [fn(&[Line], Day) -> PageList; 2] = [lists::sent, lists::connections];
    match profile::read(&document) {
        Some((look, true)) => Ok(look),
        // The first row of a list looks like a profile without a badge.
        Some(_) if lists.iter().any(|read| read(&document.lines, Day::FIRST).len() > 0) => Err(Error::failed("this is a list of people, not the profile of one")
            .hint("open the profile of the one you mean, select all, and copy that")),
        Some((look, false)) => Ok(look),
        None => Err(Error::failed("nothing in this is known from the top of a profile page").hint(
            "copy the profile page from the name down: expected are the badge (2nd), the number of connections, or \
             buttons such as Connect, Pending or Message, in any of LinkedIn's languages",
        )),
    }
}

fn is_login(lines: &[Line]) -> bool {
    lines.iter().filter(|line| WORDS.page.login.has(&fold_short(line))).count() > 1
}

/// More buttons to accept or to ignore than a profile has.
fn is_received(lines: &[Line]) -> bool {
    let accepts = LabelMeaning::Button(Button::Accept);
    let buttons = lines.iter().filter(|line| line.text.len() <= LONGEST_BUTTON);
    buttons.filter(|line| find_label(&line.text) == Some(accepts)).count() > 1
}

/// One and the same short line follows several with a number: the button of each dated row.
fn looks_like_list(lines: &[Line]) -> bool {
    let mut seen = HashSet::new();
    let dated = lines.windows(2).filter(|pair| pair[0].text.contains(|c: char| c.is_numeric()));
    let mut buttons = dated.map(|pair| pair[1].text.as_str()).filter(|text| text.len() <= LONGEST_BUTTON);
    buttons.any(|text| !seen.insert(text))
}
