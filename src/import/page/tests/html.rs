//! Pages saved as HTML.

use super::*;
use crate::record::observation::{Button, Degree};

/// The rows as lists on the site are built: links around picture and name, texts for screen readers, scripts.
const SENT: &str = "<!DOCTYPE html>\n<html><head><title>Sent | LinkedIn</title><script>var a = 'Withdraw <b';</script>\n\
    <style>.a > b {}</style></head><body><code style=\"display: none\"><!-- {\"x\":\"<a \"} --> Withdraw</code>\n\
    <nav><a href='/in/me/'>Me</a></nav><h1>Manage invitations</h1><ul><li>Received<li>Sent</ul>\n\
    <button>People (3)</button>\n<ul>\n<li><a href=\"https://www.linkedin.com/in/Ana-L%C3%A9e/?trk=x\"><img alt=\"Ana’s\"></a>\n\
    <a href=\"https://www.linkedin.com/in/Ana-L%C3%A9e/?trk=x\">\n <span class=\"visually-hidden\">Member’s name</span>\n\
    <span>Ana L&eacute;e</span>\n <span>Engineer &amp; more</span></a>\n<time>Sent <b>2</b>&nbsp;weeks\n ago</time>\
    <button><span>Withdraw</span></button></li>\n\
    <li><div><a href='/in/bo-ek'><strong>Bo Ek</strong></a><p>Sent 3 days ago</p></div><p>Sent 1 month ago</p><button hidden>Connect</button>\
    <button>Withdraw</button>\n<li><p>Cy Oz<br>Sent today<br>Withdraw</ul></body></html>\n";

#[test]
fn rows_of_a_saved_page_have_slugs() {
    let list = sent(SENT);
    assert_eq!(list.bad, []);
    let found: Vec<(&str, Option<&str>)> =
        list.rows.iter().map(|row| (row.name.as_str(), row.slug.as_deref())).collect();
    assert_eq!(found, [("Ana Lée", Some("ana-lée")), ("Bo Ek", Some("bo-ek")), ("Cy Oz", None)]);
    assert_eq!(ages(&list), [(21, 14), (60, 30), (0, 0)]);
    assert!(list.is_complete());
    assert!(list.rows.is_sorted_by(|a, b| a.number < b.number));
}

#[test]
fn a_saved_connections_page_is_read() {
    let html = "<html><body><h1>1,024 Connections</h1><ul>\
        <li><a href=\"/in/ana\"><p>Ana Lee</p><p>Engineer</p></a><p>Connected on June 12, 2026</p><button>Message</button></li>\
        <li><a href=\"/company/x\">Bo Ek</a><div>Connected on June 1, 2026</div><button>Message</button></li></ul>";
    let PageList { rows, bad, .. } = connections(html);
    assert_eq!(bad, []);
    let found: Vec<(&str, Option<&str>)> =
        rows.iter().map(|row| (row.name.as_str(), row.slug.as_deref())).collect();
    assert_eq!(found, [("Ana Lee", Some("ana")), ("Bo Ek", None)]);
}

#[test]
fn a_saved_profile_has_its_slug() {
    let body = "<section><h1>Ana Lee</h1> <span>She/Her</span><span class=\"visually-hidden\">2nd degree connection</span>\
        <span aria-hidden=\"true\">· 2nd</span><div>1st place</div><div>Fabrikam</div><span><b>1,247</b> followers</span>\
        <span><span>500+</span>&nbsp;connections</span><button><span>Pending</span></button><button>Message</button></section>\
        <section><h2>About</h2><a href='/in/otto'>Otto Blum</a><p>· 1st<p>Connect</section>";
    for head in [
        "<!DOCTYPE html><html><head><link rel=\"canonical\" href=\"https://www.linkedin.com/in/ana-lee\">",
        "<!DOCTYPE html>\n<!-- saved from url=(0038)https://www.linkedin.com/in/ana-lee/ -->\n<html>",
        "<html><meta property='og:url' content='https://de.linkedin.com/in/Ana-Lee?x=1'>",
    ] {
        let look = read_profile(&format!("{head}{body}")).unwrap();
        assert_eq!(
            (look.name.as_deref(), look.slug.as_deref()),
            (Some("Ana Lee"), Some("ana-lee")),
            "{head}"
        );
        assert_eq!(
            (look.button, look.degree, look.connections),
            (Some(Button::Pending), Some(Degree::Second), Some(500))
        );
    }
    let linked = body
        .replace("<h1>Ana Lee</h1>", "<a href=\"/in/ana/overlay/about-this-profile/\"><h1>Ana Lee</h1></a>");
    assert_eq!(read_profile(&linked).unwrap().slug.as_deref(), Some("ana"));
    assert_eq!(read_profile(body).unwrap().slug, None);
}

#[test]
fn odd_tags_cost_neither_time_nor_rows() {
    let names: Vec<String> = (0..200_000).map(|number| format!("a{number}=\"<b>\"")).collect();
    let (attributes, words) = (names.join(" "), "word ".repeat(1000));
    let sent = "<p>Ana Lee<p>Sent 3 days ago<p>Withdraw";
    for html in [
        format!("<p {attributes}>{sent}"),
        format!("<p>x</p {attributes}>{sent}"),
        format!("<!-- <a {words} -->{sent}"),
        format!("<script>if (a<b {words}) </script>{sent}"),
        format!("<script><!-- '</script >{sent}"),
        format!("<p title=\"{words}\" alt='{words}'>{sent}"),
        format!("<p>{words}</p>{sent}"),
        format!("<p title={}>{sent}", "/x".repeat(1000)),
        format!("<b>&bad;\u{1}< <</b>{sent}"),
        format!("{}{sent}", "<div>".repeat(200_000)),
    ] {
        assert_eq!(sent_rows(&html), 1, "{}", &html[..40]);
    }
}

fn sent_rows(html: &str) -> usize {
    sent(html).rows.len()
}

/// What a browser saves of such a page, in a language of which no word is known.
fn saved(rows: &[(&str, &str, &[&str])]) -> String {
    let row = |(name, age, buttons): &(&str, &str, &[&str])| {
        let slug = name.to_lowercase().replace(' ', "-");
        let button = |label: &&str| format!("<button aria-label=\"{label} {name}\">{label}</button>");
        let buttons = buttons.iter().map(button).collect::<String>();
        format!(
            "<li><a href='/in/{slug}/'><img alt='{name} kuva'></a><a href='/in/{slug}/'>{name}</a><p>CTO</p><p>{age}</p>{buttons}</li>"
        )
    };
    let rows = rows.iter().map(row).collect::<String>();
    format!("<html><a href='/mynetwork/invitation-manager/sent/'>Lähetetyt</a><ul>{rows}</ul></html>")
}

#[test]
fn a_saved_sent_page_needs_no_words() {
    let (one, two) = (&["Peruuta kutsu käyttäjälle"][..], &["Hylkää", "Hyväksy"][..]);
    let list = sent(&saved(&[("Ana Lee", "2 viikkoa sitten", one), ("Bo Ek", "3 pv", one)]));
    let found: Vec<_> =
        list.rows.iter().map(|row| (row.name.as_str(), row.slug.as_deref().unwrap())).collect();
    assert_eq!(found, [("Ana Lee", "ana-lee"), ("Bo Ek", "bo-ek")]);
    assert_eq!(ages(&list), [(190, 0), (190, 0)]);
    assert!(
        refused(page(&saved(&[("Ana Lee", "2 viikkoa", two), ("Bo Ek", "3 pv", two)])))
            .contains("the tab Received")
    );
    // Dated rows are connections, and people without an age are suggestions.
    for other in ["Yhteys 25. lokakuuta 2026", "CTO"] {
        assert!(page(&saved(&[("Ana Lee", other, one), ("Bo Ek", other, one)])).is_err(), "{other}");
    }
}
