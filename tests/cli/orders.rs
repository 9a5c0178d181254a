//! What is on record doesn't depend on the order in which it came: each of these was told in both orders.

use serde_json::Value;

use crate::sandbox::{Sandbox, counts, export, fixture};

const CONNECTIONS: &str = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";
const INVITATIONS: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n";
const ADD: [&str; 6] = ["add", "Ana Lee", "--url", "linkedin.com/in/ana-lee", "--sent", "2026-10-05"];

/// LinkedIn's mail of 8 October about Ana.
fn mail(profile: &str) -> String {
    format!(
        "From: \"Ana Lee via LinkedIn\" <invitations@linkedin.com>\r\nSubject: Ana accepted your invitation, explore \
         their network\r\nDate: Thu, 08 Oct 2026 09:00:00 +0000\r\nMessage-ID: <1@linkedin.com>\r\n\r\nAna has accepted \
         your invitation\r\nAna Lee\r\nhttps://www.linkedin.com/comm/in/{profile}?x=1\r\n"
    )
}

/// Files that all of these are about.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("ana.eml", mail("ana-lee"));
    sandbox.file("page.txt", "Connections\n1 connection\nSearch with filters\nAna Lee\nEngineer\nConnected on October 8, 2026\nMessage\n");
    let old = "Ana,Lee,https://www.linkedin.com/in/ana-lee,,,,14 Mar 2023\n";
    sandbox.file("x_11-08-2026/Connections.csv", format!("{CONNECTIONS}{old}"));
    sandbox
        .file("sent.txt", "Manage invitations\nPeople (1)\nAna Lee\nEngineer\nSent 1 month ago\nWithdraw\n");
    sandbox
}

/// The steps in both orders; what is known afterwards is the same, and is handed back.
fn both(one: &[&str], other: &[&str]) -> Sandbox {
    let [first, second] = [[one, other], [other, one]].map(|order| {
        let sandbox = sandbox();
        for step in order {
            let run = sandbox.run(step);
            assert!(run.code == 0 || run.code == 3, "{step:?}: {}", run.stderr);
        }
        sandbox
    });
    assert_eq!(known(&first), known(&second), "{one:?} {other:?}");
    first
}

/// Everything that is concluded, but for the numbers of looks, which are of the file.
fn known(sandbox: &Sandbox) -> (Vec<Value>, Vec<Value>, Value) {
    let requests = sandbox.requests();
    let ids: Vec<String> = requests.iter().map(|request| request["id"].to_string()).collect();
    let shown = ids.iter().map(|id| {
        let mut shown = sandbox.json(&["show", id])["requests"].clone();
        let looks =
            shown.as_array_mut().unwrap().iter_mut().flat_map(|one| one["looks"].as_array_mut().unwrap());
        looks.for_each(|look| look["id"] = Value::Null);
        shown
    });
    (requests.clone(), shown.collect(), sandbox.json(&["import", "--review"]))
}

fn class(sandbox: &Sandbox) -> String {
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests[0]["verdict"]["class"].as_str().unwrap().to_owned()
}

#[test]
fn an_acceptance_mail_and_its_request() {
    let sandbox = both(&["import", "ana.eml"], &ADD);
    assert_eq!(class(&sandbox), "accepted");
    assert!(!sandbox.ok(&["due"]).contains("Ana"));
}

#[test]
fn a_connections_page_and_its_request() {
    let sandbox = both(&["import", "page.txt"], &["add", "Ana Lee", "--sent", "2026-10-05"]);
    assert_eq!(class(&sandbox), "accepted");
}

#[test]
fn a_mail_and_a_profile_or_day_that_is_corrected() {
    for (typed, edit) in [
        (
            ["add", "Ana Lee", "--url", "linkedin.com/in/ana-leee", "--sent", "2026-10-05"],
            ["edit", "1", "--url", "linkedin.com/in/ana-lee"],
        ),
        (
            ["add", "Ana Lee", "--url", "linkedin.com/in/ana-lee", "--sent", "2026-10-15"],
            ["edit", "1", "--sent", "2026-10-05"],
        ),
    ] {
        let orders = [[&["import", "ana.eml"][..], &edit], [&edit, &["import", "ana.eml"]]].map(|order| {
            let sandbox = sandbox();
            sandbox.run(&typed);
            for step in order {
                assert!([0, 3].contains(&sandbox.run(step).code), "{step:?}");
            }
            sandbox
        });
        assert_eq!(known(&orders[0]), known(&orders[1]), "{edit:?}");
        assert_eq!(class(&orders[0]), "accepted", "{edit:?}");
    }
}

#[test]
fn a_connection_from_before_the_request_is_no_acceptance() {
    let sandbox = both(&["import", "x_11-08-2026"], &ADD);
    assert_eq!((class(&sandbox), sandbox.looks("ana")), ("pending".to_owned(), vec![]));
    let summary = sandbox.json(&["status"])["summary"].clone();
    assert_eq!((&summary["already_connected"], &summary["accepted"]), (&1.into(), &0.into()), "{summary}");
}

#[test]
fn weekly_exports_of_the_same_open_requests_add_nothing_but_lists() {
    let mut sandbox = Sandbox::new();
    let rows: Vec<String> = (1..=17)
        .map(|n| format!("Me,P{n} Q,\"10/1/26, 9:{n:02} AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/p{n}\n"))
        .collect();
    let mut told = Vec::new();
    for day in ["10-05", "10-12", "10-19", "10-26", "11-02"] {
        sandbox.at(&format!("2026-{day}T20:00:00Z"));
        let folder = format!("x_{day}-2026");
        sandbox.file(&format!("{folder}/Invitations.csv"), format!("{INVITATIONS}{}", rows.concat()));
        told.push(counts(&sandbox.import(&[&folder]), "new_facts new updated"));
    }
    assert_eq!((&told[0], &told[1..]), (&vec![17, 17, 0], &[(); 4].map(|()| vec![0, 0, 17])[..]));
    let exported = sandbox.ok(&["export"]);
    assert_eq!(exported.matches("\"fact\":\"invitation\"").count(), 17);
    assert!(!exported.contains("\"fact\":\"look\"") && exported.matches("\"fact\":\"list\"").count() == 5);
}

#[test]
fn a_row_of_a_page_and_the_same_request_typed() {
    let sandbox = both(&["import", "--new", "sent.txt"], &["add", "Ana Lee", "--sent", "2026-10-05"]);
    let request = &sandbox.requests()[0];
    assert_eq!(
        (class(&sandbox), &request["attempt"], sandbox.asks()),
        ("ignored".to_owned(), &1.into(), vec![])
    );
    assert_eq!(&request["sent_at"], "2026-10-05T12:00:00Z");
}

/// The export without its time, and without when things were learned; and the verdicts.
fn shared(sandbox: &Sandbox) -> (Vec<Value>, Vec<(String, Value)>) {
    let mut facts = sandbox.json(&["export"])["facts"].as_array().unwrap().clone();
    for fact in &mut facts {
        fact.as_object_mut().unwrap().remove("learned");
    }
    facts.sort_by_key(ToString::to_string);
    let verdict = |request: &Value| (request["name"].to_string(), request["verdict"].clone());
    let mut verdicts: Vec<_> = sandbox.requests().iter().map(verdict).collect();
    verdicts.sort_by(|a, b| a.0.cmp(&b.0));
    (facts, verdicts)
}

#[test]
fn machines_that_are_merged_in_any_order_know_the_same() {
    let machines: [&[&[&str]]; 3] = [
        &[&["import", "ana.eml"], &["add", "Bo Berg", "--sent", "2026-10-01"]],
        &[
            &ADD,
            &["observe", "ana", "--button", "pending", "--at", "2026-10-07"],
            &["edit", "ana", "--name", "Ana Li"],
        ],
        &[
            &["import", "page.txt"],
            &["add", "Bo Berg", "--sent", "2026-10-02"],
            &["add", "Cy Dahl", "--sent", "2026-10-03"],
        ],
    ];
    let exports: Vec<String> = machines
        .iter()
        .map(|steps| {
            let sandbox = sandbox();
            steps.iter().for_each(|step| assert!([0, 3].contains(&sandbox.run(step).code), "{step:?}"));
            sandbox.ok(&["export"])
        })
        .collect();
    let merged = |order: &[usize]| {
        let sandbox = sandbox();
        for index in order {
            let file = format!("{index}.json");
            sandbox.file(&file, &exports[*index]);
            assert!([0, 3].contains(&sandbox.run(&["import", &file]).code));
        }
        shared(&sandbox)
    };
    assert_eq!(merged(&[0, 1]), merged(&[1, 0]));
    let all = merged(&[0, 1, 2]);
    for order in [&[0, 2, 1][..], &[1, 0, 2], &[1, 2, 0], &[2, 0, 1], &[2, 1, 0], &[2, 2, 1, 0, 1, 2]] {
        assert_eq!(merged(order), all, "{order:?}");
    }
    assert_eq!(
        all.1.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(),
        ["\"Ana Li\"", "\"Bo Berg\"", "\"Cy Dahl\""]
    );
}

#[test]
fn the_samples_in_any_order_give_the_same_probabilities() {
    let files = [
        export(0),
        export(1),
        export(2),
        fixture("mail/linkedin.mbox"),
        fixture("pages/sent-complete.txt"),
        fixture("pages/connections-en.txt"),
    ];
    let mut expected = None;
    for order in
        [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [4, 0, 5, 1, 3, 2], [3, 4, 5, 0, 1, 2], [2, 4, 1, 3, 0, 5]]
    {
        let mut sandbox = Sandbox::new();
        sandbox.at("2026-11-09T08:00:00Z");
        for index in order {
            assert_eq!(sandbox.run(&["import", &files[index]]).code, 0, "{order:?}");
        }
        let found = shared(&sandbox);
        assert!(found.1.len() > 30);
        assert!(found == *expected.get_or_insert_with(|| found.clone()), "{order:?}");
    }
}

#[test]
fn a_day_typed_in_tokyo_and_a_look_hours_later_in_los_angeles() {
    let mut sandbox = Sandbox::new();
    let run = |sandbox: &Sandbox, zone: &str, args: &[&str]| {
        let output = sandbox.command(args).env("TZ", zone).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
    };
    // The morning of the 6th there, the afternoon of the 5th here.
    sandbox.at("2026-10-05T23:00:00Z");
    run(&sandbox, "Asia/Tokyo", &["add", "Ana Lee", "--sent", "2026-10-06"]);
    sandbox.at("2026-10-06T02:00:00Z");
    run(&sandbox, "America/Los_Angeles", &["observe", "ana", "--button", "pending"]);
    sandbox.at("2026-10-20T12:00:00Z");
    let request = &sandbox.json(&["show", "ana"])["requests"][0];
    let look = &request["looks"][0];
    assert_eq!((&look["signal"], &look["before"]), (&"button=pending".into(), &false.into()), "{request}");
    assert_eq!(request["verdict"]["class"], "pending");
}

#[test]
fn names_that_fold_to_nothing_are_different_people() {
    let sandbox = sandbox();
    for name in ["🙂", "!!!", "⭐"] {
        assert_eq!(sandbox.run(&["add", name, "--sent", "2026-10-05"]).code, 0);
    }
    let attempts: Vec<Value> = sandbox.requests().iter().map(|request| request["attempt"].clone()).collect();
    assert_eq!((attempts, sandbox.asks()), (vec![1.into(); 3], vec![]));
}

#[test]
fn a_day_typed_in_tokyo_and_what_was_done_hours_later_in_los_angeles() {
    let run = |sandbox: &Sandbox, zone: &str, args: &[&str]| {
        let output = sandbox.command(args).env("TZ", zone).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    for (args, class) in [
        (&["withdraw", "ana"][..], "withdrawn"),
        (&["withdraw", "ana", "--at", "2026-10-04"], "withdrawn"),
        (&["observe", "ana", "--in-connections", "yes"], "accepted"),
        (&["observe", "ana", "--button", "pending"], "pending"),
    ] {
        let mut sandbox = Sandbox::new();
        sandbox.at("2026-10-04T20:00:00Z");
        run(&sandbox, "Asia/Tokyo", &["add", "Ana Lee", "--sent", "today", "--note", "Hello"]);
        assert_eq!(sandbox.requests()[0]["sent_at"], "2026-10-05T12:00:00Z");
        sandbox.at("2026-10-04T23:00:00Z");
        assert_eq!(run(&sandbox, "America/Los_Angeles", args), "", "{args:?}");
        assert_eq!(self::class(&sandbox), class, "{args:?}");
    }
}

#[test]
fn a_request_that_another_machine_took_out() {
    let [here, there] = [sandbox(), sandbox()];
    let exchange = |from: &Sandbox, to: &Sandbox| {
        let export = to.file("export.json", from.ok(&["export"]));
        to.import(&[export.to_str().unwrap()])
    };
    here.run(&ADD);
    exchange(&here, &there);
    here.ok(&["edit", "-q", "ana", "--remove"]);
    let told = exchange(&here, &there);
    assert_eq!((&told["removed"], there.requests().len()), (&serde_json::json!([1]), 0), "{told}");
    assert_eq!(exchange(&here, &there)["removed"], serde_json::json!([]));
}
