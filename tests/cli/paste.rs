//! `invtrack observe --paste`

use std::fs;

use serde_json::{Value, json};

use crate::sandbox::{Run, Sandbox, fixture, state};

/// Requests to those whose profiles are among the fixtures, and to two more.
fn with_requests() -> Sandbox {
    let sandbox = Sandbox::new();
    let add = |name: &str, more: &[&str]| {
        sandbox.json(&[&["add", name, "--sent", "2026-10-10", "--note", "Hello"], more].concat());
    };
    add("Emeka Brandt", &["--url", "linkedin.com/in/emeka-brandt-2c0146"]);
    add("Nadia Berg", &[]);
    add("Sunita Holm", &[]);
    add("Oskar Petrov", &[]);
    add("Zoë Brandt", &["--url", "linkedin.com/in/zoe-brandt"]);
    sandbox
}

fn page(name: &str) -> String {
    fs::read_to_string(fixture(&format!("pages/{name}.txt"))).unwrap()
}

/// What a look that is on record saw: each sign by its name, the rest as it is listed.
fn look(sandbox: &Sandbox, request: &Value, look: &Value) -> Value {
    let shown = sandbox.json(&["show", &request.to_string()]);
    let requests = shown["requests"].as_array().unwrap();
    let looks = requests.iter().flat_map(|request| request["looks"].as_array().unwrap());
    let mut seen = json!({});
    for sign in looks.filter(|seen| seen["id"] == *look) {
        seen["source"] = sign["source"].clone();
        seen["memo"] = sign["memo"].clone();
        seen["seen_at"] = sign["at"].clone();
        let (name, value) = sign["signal"].as_str().unwrap().split_once('=').unwrap();
        seen[name] = value.parse::<i64>().map_or_else(|_| json!(value), |number| json!(number));
    }
    assert_ne!(seen, json!({}), "{shown}");
    seen
}

/// The answer in JSON, and the look that is then on record.
fn observe(sandbox: &Sandbox, args: &[&str], page: &str) -> (Value, Value) {
    let run = sandbox.feed(&[&["observe", "--paste", "--json"], args].concat(), page);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{page}: {}", run.stdout);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let look = look(sandbox, &answer["request"]["id"], &answer["look"]);
    (answer, look)
}

/// Expects that code, no output, an error that says all of `parts`, and no file changed.
fn refuses(sandbox: &Sandbox, code: i32, args: &[&str], page: impl AsRef<[u8]>, parts: &[&str]) -> Run {
    let before = state(sandbox.home());
    let run = sandbox.feed(&[&["observe", "--paste"], args].concat(), page);
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{args:?}: {}", run.stderr);
    for part in parts.iter().chain(&["error: ", "hint: "]) {
        assert!(run.stderr.contains(part), "{args:?}: {part:?} is not in {}", run.stderr);
    }
    assert!(before == state(sandbox.home()), "{args:?} changed a file");
    run
}

#[test]
fn a_page_is_answered_with_what_was_read_and_ignored() {
    let sandbox = with_requests();
    let run = sandbox.feed(&["observe", "emeka", "--paste"], page("profile-pending"));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines[0], "Emeka Brandt: button pending, 500+ connections, 2nd degree");
    assert_eq!(lines[1], "  read: Emeka Brandt | · 2nd | 500+ connections | Message | Pending | More");
    assert_eq!(
        lines[2],
        "  ignored: Staff Engineer at Fabrikam | Fabrikam | Ghent, Flemish Region, Belgium | Contact info | 1,247 followers"
    );
    assert!(lines[3].contains("likely ignored"), "{}", run.stdout);
    assert!(!run.stdout.contains("Otto"), "{}", run.stdout);
}

#[test]
fn the_page_tells_whose_it_is() {
    for (name, who, button, degree, connections) in [
        ("profile-pending", "Emeka Brandt", "pending", "2nd", json!(500)),
        ("profile-connected", "Nadia Berg", "message", "1st", json!(312)),
        ("profile-openprofile", "Sunita Holm", "follow", "3rd", json!(null)),
        ("profile-reopened", "Oskar Petrov", "connect", "3rd", json!(431)),
    ] {
        let sandbox = with_requests();
        for words in [&[][..], &[who]] {
            let (answer, look) = observe(&sandbox, words, &page(name));
            assert_eq!(answer["request"]["name"], who);
            assert_eq!((&look["button"], &look["degree"]), (&json!(button), &json!(degree)), "{name}");
            assert_eq!((&look["count"], &look["source"]), (&connections, &json!("page")), "{name}");
            let told = |list: &str| answer[list].as_array().unwrap().len();
            assert!(told("read") >= 4 && told("ignored") >= 4, "{answer}");
        }
    }
    // Typed looks have no page.
    let typed = with_requests().json(&["observe", "emeka", "--viewed-me"]);
    assert!(typed.get("read").is_none() && typed.get("ignored").is_none(), "{typed}");
}

#[test]
fn other_languages_are_read() {
    for (text, button, degree, connections) in [
        (
            "Zoë Brandt\n· 2.\nIngenieurin\n1.247 Kontakte\nNachricht\nAusstehend\nMehr\nInfo\nOtto\n· 1.\n",
            "pending",
            "2nd",
            500,
        ),
        ("Zoë Brandt\n· 2次\nエンジニア\n500+\nつながる\nメッセージ\n", "connect", "2nd", 500),
        (
            "Zoë Brandt\n\u{200F}· ٢\u{200F}\nمهندسة\n\u{200F}٥٠٠+ الزملاء\nقيد الانتظار\nرسالة\n",
            "pending",
            "2nd",
            500,
        ),
    ] {
        let (answer, look) = observe(&with_requests(), &[], text);
        assert_eq!(answer["request"]["name"], "Zoë Brandt");
        assert_eq!(look["button"], button, "{answer}");
        assert_eq!(look["degree"], degree, "{answer}");
        assert_eq!(look["count"].as_u64().map(|count| count.min(500)), Some(connections), "{answer}");
    }
}

#[test]
fn a_saved_page_is_found_by_its_profile() {
    let html = "<!DOCTYPE html><!-- saved from url=(0038)https://www.linkedin.com/in/zoe-brandt/ --><html><head>\
        <title>x</title><script>Otto</script></head><body><h1>Zoë B. Brandt-Lee</h1><span>· 2nd</span><div>Engineer\
        </div><ul><li><button>Message</button></li><li><button>Pending</button></li></ul><h2>About</h2>\
        <p>Connect</p></body></html>";
    let (answer, look) = observe(&with_requests(), &[], html);
    assert_eq!(answer["request"]["name"], "Zoë Brandt");
    assert_eq!((&look["button"], &look["degree"]), (&json!("pending"), &json!("2nd")));
    assert!(!answer.to_string().contains("Otto"), "{answer}");
    // One with the same name as somebody else, whose profile is on record.
    let sandbox = with_requests();
    sandbox.json(&["add", "Zoë Brandt", "--url", "linkedin.com/in/other-zoe", "--note", "Hello"]);
    let parts = ["(zoe-brandt), not of Zoë Brandt (other-zoe)"];
    refuses(&sandbox, 1, &["other-zoe"], html.replace(" B. Brandt-Lee", " Brandt"), &parts);
}

#[test]
fn other_signs_of_the_look_go_with_it() {
    let sandbox = with_requests();
    let args = ["emeka", "--button", "Pending", "--in-connections", "no", "--notified", "no"];
    let (_, look) =
        observe(&sandbox, &[&args[..], &["--at", "2026-11-08"]].concat(), &page("profile-pending"));
    assert_eq!((&look["member"], &look["notif"]), (&json!("no"), &json!("no")));
    assert_eq!((&look["button"], &look["count"]), (&json!("pending"), &json!(500)));
    assert!(look["seen_at"].as_str().unwrap().starts_with("2026-11-08"), "{look}");
    // The menu under More may have shown it.
    let (_, look) = observe(&sandbox, &["--button", "pending"], &page("profile-openprofile"));
    assert_eq!((&look["button"], &look["degree"]), (&json!("pending"), &json!("3rd")));
}

#[test]
fn a_page_that_contradicts_what_was_typed_is_refused() {
    let sandbox = with_requests();
    for (name, args, said) in [
        ("profile-pending", &["--button", "connect"][..], "button pending there, button connect here"),
        ("profile-pending", &["--degree", "3rd"], "button pending, 2nd degree there, 3rd degree here"),
        ("profile-pending", &["--connections", "312"], "500+ connections there, 312 connections here"),
        ("profile-pending", &["--in-connections", "yes"], "in your connections here"),
        ("profile-connected", &["--button", "pending"], "1st degree there, button pending here"),
        ("profile-connected", &["--in-connections", "no"], "not in your connections here"),
    ] {
        refuses(&sandbox, 2, args, page(name), &["the page contradicts what was typed", said]);
    }
    let run = sandbox.feed(&["observe", "--paste", "--at", "tomorrow"], page("profile-pending"));
    assert!(run.code == 2 && run.stderr.starts_with("error: --at: "), "{}", run.stderr);
}

#[test]
fn a_page_of_somebody_else_is_refused() {
    let sandbox = with_requests();
    let other = "the page is the profile of Nadia Berg, not of Emeka Brandt (emeka-brandt-2c0146)";
    refuses(&sandbox, 1, &["emeka"], page("profile-connected"), &[other, "name the right WHO"]);
    let stranger = page("profile-pending").replace("Emeka Brandt", "Emeka Brand");
    refuses(
        &sandbox,
        1,
        &[],
        &stranger,
        &["no one on record matches \"Emeka Brand\"", "did you mean", "WHO"],
    );
    // Of two people with that name the page alone tells nothing.
    sandbox.json(&["add", "Nadia Berg, MBA", "--url", "linkedin.com/in/nb", "--note", "Hello"]);
    let parts = ["\"Nadia Berg\" matches 2 people", "#2 Nadia Berg", "#6 Nadia Berg, MBA (nb)"];
    refuses(&sandbox, 1, &[], page("profile-connected"), &parts);
    let (answer, _) = observe(&sandbox, &["nb"], &page("profile-connected"));
    assert_eq!(answer["request"]["id"], 6);
}

#[test]
fn what_is_no_profile_is_refused() {
    let sandbox = with_requests();
    for (input, parts) in [
        (&b""[..], &["cannot read a profile page from standard input", "the page is empty"][..]),
        (b" \n\t\n", &["the page is empty"]),
        (b"Emeka Brandt\nEngineer\n", &["nothing in this is known", "Connect, Pending or Message"]),
        (b"Emeka Brandt\n\xB7 2nd\nPending\n", &["not text in UTF-8"]),
        (b"\xFF\xFEE\0m\0e\0", &["not text in UTF-8"]),
        (page("sent-complete").as_bytes(), &["a list of people", "open the profile"]),
        (page("connections-de").as_bytes(), &["a list of people"]),
        (&vec![b'x'; (16 << 20) + 1], &["larger than 16 MiB"]),
    ] {
        refuses(&sandbox, 1, &["emeka"], input, parts);
    }
    // Signs that were typed don't make up for it.
    refuses(&sandbox, 1, &["emeka", "--notified", "no"], "x", &["nothing in this is known"]);
    let empty = Sandbox::new();
    empty.fails(1, &["observe", "--paste"], &["the page is empty"]);
    let run = empty.feed(&["observe", "--paste"], page("profile-pending"));
    assert!(run.code == 1 && run.stderr.contains("there is no database"), "{}", run.stderr);
    assert!(!empty.database().exists());
}

#[test]
#[cfg(unix)]
fn on_a_terminal_it_says_how_to_paste() {
    use std::io::Read;

    use expectrl::Expect;

    let sandbox = with_requests();
    let mut command = sandbox.command(&["observe", "--paste"]);
    command
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .stdin(std::process::Stdio::inherit());
    let mut session = expectrl::Session::spawn(command).unwrap();
    session.expect("note: paste the page, then Ctrl-D").unwrap();
    session.send("Nadia Berg\n· 2nd\nPending\n\u{4}").unwrap();
    let mut printed = Vec::new();
    // A terminal that was closed at the other end reads as an error on Linux.
    drop(session.read_to_end(&mut printed));
    let printed = String::from_utf8(printed).unwrap();
    assert!(printed.contains("Nadia Berg: button pending, 2nd degree"), "{printed}");
}

#[test]
fn hostile_text_neither_drives_the_terminal_nor_counts() {
    let sandbox = with_requests();
    let hostile = "Nadia Berg\u{202E}\u{1B}]0;owned\u{7}\n· 2nd\n\u{1B}[2J\u{9B}31m1st\u{85}\u{2066} · \u{1B}[1m\n\
        {\"read\":[]}\t<script>alert(1)</script>\nPending\r\nAbout\n· 1st\nRemove connection\n";
    for json in [&[][..], &["--json"]] {
        let run = sandbox.feed(&[&["observe", "nadia", "--paste"], json].concat(), hostile);
        let shown = format!("{}{}", run.stdout, run.stderr);
        let is_tame = |c: char| c == '\n' || !c.is_control() && !('\u{202A}'..='\u{202E}').contains(&c);
        assert!(shown.chars().all(is_tame) && !shown.contains('\u{2066}'), "{shown:?}");
        // The name is another one with what hangs on it.
        assert!(run.code == 1 && shown.contains("not of Nadia Berg"), "{shown}");
        let run = sandbox.feed(
            &[&["observe", "nadia", "--paste"], json].concat(),
            hostile.replace("]0;owned", "").as_str(),
        );
        let shown = format!("{}{}", run.stdout, run.stderr);
        assert!(run.code == 0 && shown.chars().all(is_tame) && !shown.contains('\u{2066}'), "{shown:?}");
    }
    let shown = sandbox.json(&["show", "nadia"]);
    let looks = shown["requests"][0]["looks"].as_array().unwrap();
    let signs: Vec<_> = looks.iter().map(|look| look["signal"].as_str().unwrap()).collect();
    // Both ways of asking for it recorded the same.
    assert_eq!(signs, ["button=pending", "degree=2nd"].repeat(2));
    let long = format!("Nadia Berg\n· 2nd\n{}\nPending\n", "x".repeat(1 << 20));
    let run = sandbox.feed(&["observe", "nadia", "--paste"], long);
    assert!(run.code == 0 && run.stdout.len() < 2000, "{}", run.stdout.len());
}
