//! The Sent and the Connections page, copied in all sorts of ways.

use super::*;

#[test]
fn a_row_has_any_number_of_headlines_pictures_and_blank_lines() {
    let pages = [
        "Ana Lee\nSent 3 days ago\nWithdraw\nBo Ek\nSent 1 week ago\nWithdraw\n",
        "\n\nAna Lee\n\n\n  A  \n B\nC\n\nSent 3 days ago\n \nWithdraw\n\nBo Ek\nSent 1 week ago\nWithdraw",
        "Ana Lee's profile picture\r\nAna Lee\r\nA\r\nSent 3 days ago\r\nWithdraw\r\nBo Ek\r\nSent 1 week ago\r\nWithdraw\r\n",
        "Ana Lee’s profile picture\nAna Lee\nSent 3 days ago\nWithdraw\nBo Ek’s profile picture\nSent 1 week ago\nWithdraw",
        "Manage invitations\nSent\nPeople (2)\nAna Lee\nSent 3 days ago\nWithdraw\nShow more\nBo Ek’s profile picture\nBo Ek\nA\nSent 1 week ago\nWithdraw",
        "\u{FEFF}\u{200E}Ana Lee\u{200F}\n\u{200E}Sent 3 days ago\nWITHDRAW\nBo Ek\nEvents\nsent 1 week ago\nwithdraw",
        "Member’s name\nAna Lee\nMember’s occupation\nA\nSent 3 days ago\nWithdraw\nMember’s name\nBo Ek\nSent 1 week ago\nWithdraw",
        "Ana Lee\nA\nSent 3 days ago\nBo Ek\nB\nSent 1 week ago\n",
        "Ana Lee\rSent 3 days ago\rWithdraw\u{2028}Bo Ek\u{2029}Sent 1 week ago\rWithdraw",
        "Ana Lee\n3d\nWithdraw\nBo Ek\n1w\nWithdraw",
        "Ana Lee\nA\nGesendet vor 3 Tagen\nZurückziehen\nProfilbild von Bo Ek, offen für Jobangebote\nBo Ek\nB\nGesendet vor 1 Woche\nZurückziehen",
        "Einladungen verwalten\nErhalten\nGesendet\nPersonen (2)\nSeiten\nVeranstaltungen\nAna Lee\nA\nvor 3 Tagen gesendet\nZurückziehen\nBo Ek\nvor einer Woche gesendet\nZurückziehen",
    ];
    for text in pages {
        assert_eq!(names(text), ["Ana Lee", "Bo Ek"], "{text}");
        assert_eq!(ages(&sent(text)), [(4, 3), (14, 7)], "{text}");
    }
}

#[test]
fn a_headline_may_look_like_anything() {
    let headlines = [
        "Sent 3 days ago",
        "Withdraw",
        "Sent 3 days ago\nWithdraw",
        "3d",
        "People (21)",
        "Connected on June 12, 2026",
        "Jobs",
        "500+ connections",
        "· 1st",
        "Pending",
        "Ana Lee's profile picture",
    ];
    for headline in headlines {
        let text = format!("Ana Lee\n{headline}\nSent 2 weeks ago\nWithdraw\n");
        assert_eq!(names(&text), ["Ana Lee"], "{headline}");
        let text = format!(
            "Manage invitations\nPeople (2)\nBo Ek\nSent 2 weeks ago\nWithdraw\nAna Lee's profile picture\n{text}"
        );
        assert_eq!(names(&text), ["Bo Ek", "Ana Lee"], "{headline}");
        assert_eq!(ages(&sent(&text)), [(21, 14), (21, 14)], "{headline}");
        assert_eq!(sent(&text).total, Some(2), "{headline}");
    }
}

#[test]
fn equal_names_are_two_people() {
    let text = "Ana Lee\nSent 2 weeks ago\nWithdraw\nAna Lee\nSent 2 weeks ago\nWithdraw\n";
    assert_eq!(names(text), ["Ana Lee", "Ana Lee"]);
}

#[test]
fn only_as_many_rows_as_the_total_are_complete() {
    let row = "Ana Lee\nSent 2 weeks ago\nWithdraw\n";
    for (total, is_complete) in [
        ("People (1)", true),
        ("People (2)", false),
        ("People (0)", false),
        ("People (1,024)", false),
        ("Personen (1)", true),
        ("Pages (1)", false),
        ("", false),
    ] {
        assert_eq!(sent(&format!("{total}\n{row}")).is_complete(), is_complete, "{total}");
    }
    assert_eq!(sent(&format!("People (1,024)\n{row}")).total, Some(1024));
    // A total in somebody's headline is none.
    assert_eq!(sent(&format!("{row}Bo Ek\nPeople (2)\nSent 1 day ago\nWithdraw\n")).total, None);
}

#[test]
fn rows_of_the_sent_page_that_make_no_sense_are_bad() {
    let good = "Ana Lee\nSent 2 weeks ago\nWithdraw\n";
    for (bad_row, line) in [
        ("Bo Ek\nSent a fortnight ago\nWithdraw\n", 6),
        ("Bo Ek\nSent 900 years ago\nWithdraw\n", 5),
        ("Bo Ek\nB\nSent 1 week ago\n", 6),
        (&format!("{}\nSent 1 week ago\nWithdraw\n", "x".repeat(201)), 5),
    ] {
        let list = sent(&format!("People (2)\n{good}{bad_row}").replacen("People (2)\n", "", 1));
        assert_eq!(list.rows.len(), 1, "{bad_row}");
        assert_eq!(bad(&list), [line], "{bad_row}");
        assert!(!list.is_complete());
    }
    let unknown =
        "Bo Ek\nlong ago indeed\nWithdraw\nCy Oz's profile picture\nCy Oz\nSent 1 week ago\nWithdraw\n";
    let list = sent(unknown);
    assert_eq!((list.rows[0].name.as_str(), bad(&list)), ("Cy Oz", vec![3]));
}

#[test]
fn a_connection_is_dated_and_below_its_name() {
    let pages = [
        "Ana Lee\nConnected on June 12, 2026\nMessage\nBo Ek\nConnected on June 1, 2026\nMessage\n",
        "1,024 connections\nSort by:\nRecently added\nSearch with filters\nAna Lee\nA\nB\nConnected on June 12, 2026\nMessage\nMore\n\nBo Ek’s profile picture\nBo Ek\nMessage in a bottle\nConnected on June 1, 2026",
        "Ana Lee\nConnected on June 3, 2026\nConnected on June 12, 2026\nMessage\nBo Ek\n1 June\nConnected on 1 June 2026\nMessage\n",
        "Profilbild von Ana Lee\nAna Lee\nA\nVerbunden am 12. Juni 2026\nNachricht\nBo Ek\nAm 1. Juni 2026 vernetzt\nNachricht",
        "Ana Lee\nSent 3 days ago\nConnected on June 12, 2026\nMessage\nBo Ek\nMessage\nConnected on June 1, 2026\nMessage\n",
    ];
    for text in pages {
        let list = connections(text);
        let found: Vec<(&str, Day)> = list.rows.iter().map(|row| (row.name.as_str(), row.days.0)).collect();
        assert_eq!(found, [("Ana Lee", day("2026-06-12")), ("Bo Ek", day("2026-06-01"))], "{text}");
        assert_eq!(list.bad, [], "{text}");
    }
}

#[test]
fn connections_of_impossible_days_are_bad() {
    for date in ["November 9, 2026", "June 12, 2027", "February 31, 2026", "June 12, 1999"] {
        let text =
            format!("Ana Lee\nConnected on {date}\nMessage\nBo Ek\nConnected on June 1, 2026\nMessage\n");
        let list = connections(&text);
        assert_eq!((list.rows.len(), bad(&list)), (1, vec![2]), "{date}");
    }
    let only = "Ana Lee\nConnected on June 12, 2027\nMessage\n";
    assert_eq!(refused(page(only)), "not one row of the Connections page can be read");
}

#[test]
fn other_languages_are_refused() {
    let spanish_sent = "Ana Lee\nEnviada hace 2 semanas\nQuitar\nBo Ek\nEnviada hace 1 mes\nQuitar\n";
    let spanish = "Ana Lee\nConectado el 12 de junio de 2026\nEnviar mensaje\nBo Ek\n\
        Conectado el 1 de junio de 2026\nEnviar mensaje\n";
    let french_connections = "431 relations\nAna Lee\nEn relation depuis le 12 juin 2026\nMessage\n\
        Bo Ek\nEn relation depuis le 1 juin 2026\nMessage\n";
    for text in [spanish_sent, spanish, french_connections] {
        assert_eq!(
            refused(page(text)),
            "this looks like a list in a language that invtrack cannot read",
            "{text}"
        );
    }
}

#[test]
fn what_is_no_page_is_refused() {
    let people_you_may_know = "Ana Lee\nEngineer\nConnect\nBo Ek\nEngineer\nConnect\n";
    for (text, error) in [
        ("", "the page is empty"),
        (" \n\u{200B}\r\n", "the page is empty"),
        ("<html><body> </body></html>", "the page is empty"),
        ("Dear diary\nI sent 3 letters\n", "this is not a LinkedIn page that invtrack can read"),
        ("From,To,Sent At\nMe,Ana,\"10/5/26\"\n", "this is not a LinkedIn page that invtrack can read"),
        (people_you_may_know, "this is not a LinkedIn page that invtrack can read"),
        ("Ana Lee\nIpinadala noong isang linggo\nWithdraw\n", "not one row of the Sent page can be read"),
        ("Sent 1 week ago\nWithdraw\n", "not one row of the Sent page can be read"),
    ] {
        assert_eq!(refused(page(text)), error, "{text}");
    }
}

#[test]
fn sizes_are_limited() {
    let long = "x".repeat((16 << 20) + 1);
    assert_eq!(refused(decode(long.as_bytes())), "the page is larger than 16 MiB");
    let lines = "x\n".repeat(1_000_001);
    assert_eq!(refused(page(&lines)), "the page has more than 1000000 lines");
}

#[test]
fn an_empty_page_is_a_complete_list_of_nobody() {
    let list = sent("Manage invitations\nSent\nPeople (0)\nNo sent invitations\n");
    assert!(list.rows.is_empty() && list.is_complete());
}

#[test]
fn a_picture_line_needs_no_words() {
    for (above, name) in [
        ("Tove Quandts Profilbild", "Tove Quandt"),
        ("Tove Quandt is open to work", "Tove Quandt"),
        ("Tove Quandt, #OPEN_TO_WORK", "Tove Quandt"),
        ("Photo de profil de Tove Quandt, à l’écoute", "Tove Quandt"),
        ("Foto de perfil de Tove Quandt", "Tove Quandt"),
        ("Zdjęcie profilowe: Łukasz Żak", "Łukasz Żak"),
        ("李明的个人资料照片", "李明"),
        ("Otto Weiß' Profilbild", "Otto Nebel"),
        ("Tove Quandt’s profile picture\nStatus is reachable", "Tove Quandt"),
        ("Tove Quandts Profilbild\nStatus ist unbekannt", "Tove Quandt"),
    ] {
        let row = format!("{above}\n{name}\nCTO\nSent 1 week ago\nWithdraw\n");
        assert_eq!(
            names(&format!("People (2)\nAna Lee\nA\nSent 3 days ago\nWithdraw\n{row}")),
            ["Ana Lee", name]
        );
        assert_eq!(names(&format!("Home\nPeople (1)\n{row}")), [name], "{above}");
    }
    // Somebody's title stands behind the name and below it.
    assert_eq!(
        names("Ana Lee, Head of Data\nHead of Data\nSent 3 days ago\nWithdraw\n"),
        ["Ana Lee, Head of Data"]
    );
}

#[test]
fn other_lines_that_may_be_the_name_are_kept_unless_it_is_certain() {
    let lines = |text: &str| sent(text).rows.remove(0).lines;
    let tail = "Sent 1 week ago\nWithdraw\n";
    assert_eq!(
        lines(&format!("Available\nTove Quandt\nHead of Data\n3 mutual friends\n{tail}")),
        ["Tove Quandt"]
    );
    assert!(lines(&format!("Tove Quandts Profilbild\nTove Quandt\nResearch Lead\n{tail}")).is_empty());
}

#[test]
fn what_is_not_of_the_people_invited_is_nobody() {
    let row = "Ana Lee\nA\nSent 3 days ago\nWithdraw\n";
    let list = sent(&format!("People (2)\n{row}Bo Ek\nInvited to follow Acme\nSent 3 days ago\nWithdraw\n"));
    assert_eq!((list.rows.len(), list.elsewhere, list.is_complete()), (1, 1, false));
    let picture = "Bo Ek’s profile picture\nBo Ek\nCTO\nSent 3 days ago\nWithdraw\n";
    for cut in ["Head of Data", "Product Manager", "Building things"] {
        let list = sent(&format!("{cut}\nSent 1 week ago\nWithdraw\n{picture}{picture}"));
        assert_eq!((list.rows.len(), bad(&list)), (2, vec![2]), "{cut}");
    }
}

#[test]
fn pages_that_tell_nothing_are_named() {
    for (text, what) in [
        ("Received\nAna Lee\nCTO\nIgnore\nAccept\nBo Ek\nCFO\nIgnore\nAccept\n", "the tab Received"),
        ("Ana Lee\nIgnorieren\nAnnehmen\nBo Ek\nIgnorieren\nAnnehmen\n", "the tab Received"),
        ("Ana Lee\nA\nConnected 2 weeks ago\nMessage\n", "not on which day"),
        ("Sign in\nEmail or phone\nPassword\nForgot password?\n", "login page"),
        ("Einloggen\nE-Mail oder Telefon\nPasswort vergessen?\n", "login page"),
        ("<html><form><input type='password' name=x><button>Logga in</button></form></html>", "login page"),
    ] {
        let error = refused(page(text));
        assert!(error.contains(what), "{text}: {error}");
    }
}

#[test]
fn french_portuguese_and_japanese_pages_are_read_as_far_as_their_words_are_known() {
    for text in [
        "Personnes (2)\nAna Lee\nA\nil y a 3 jours\nRetirer\nBo Ek\nB\nil y a 1 semaine\nRetirer\n",
        "Pessoas (2)\nAna Lee\nA\nEnviado há 3 dias\nRetirar\nBo Ek\nB\nEnviado há 1 semana\nRetirar\n",
    ] {
        assert_eq!(
            (names(text), ages(&sent(text))),
            (vec!["Ana Lee".into(), "Bo Ek".into()], vec![(4, 3), (14, 7)])
        );
        assert!(sent(text).is_complete());
    }
    let japanese =
        "李明\nCTO\n2026年10月25日につながりました\nメッセージ\nAna Lee\nA\n2026年10月5日につながりました\n";
    let list = connections(japanese);
    assert_eq!(
        list.rows.iter().map(|row| row.days.0).collect::<Vec<_>>(),
        [day("2026-10-25"), day("2026-10-05")]
    );
}
