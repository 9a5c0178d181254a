//! What the user did, as the changelog of the data portability API tells: withdrawals of requests on record.

use serde_json::{Value, json};

use super::{Sandbox, on, told};

const OLD: &str = "2026-09-05T04:57:12.3Z";
const NEW: &str = "2026-10-20T08:15:30.5Z";
const WITHDRAWN: &str = "2026-11-03T10:00:00Z";

const HEADER: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n";
const ANA: &str = "Me,Ana Kovac,\"9/5/26, 6:57 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/ana\n";
const BO: &str = "Me,Bo Lind,\"10/20/26, 10:15 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/bo\n";
/// Of the minute of Ana's.
const CY: &str =
    "Me,Cy Mor,\"9/5/26, 6:57 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/cy\n";

fn millis(at: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(at).unwrap().timestamp_millis()
}

fn event(method: &str, at: &str, number: &str, activity: &Value) -> Value {
    json!({
        "owner": "urn:li:person:me", "actor": "urn:li:person:me", "resourceName": "invitations",
        "resourceId": number, "method": "ACTION", "methodName": method, "activity": activity,
        "activityStatus": "SUCCESS", "capturedAt": millis(at), "processedAt": millis(at) + 30_000,
    })
}

fn sent(at: &str, number: &str) -> Value {
    let invitation = json!({"inviter": "urn:li:person:me", "invitee": "urn:li:person:who"});
    event("verifyAndCreate", at, number, &json!({ "invitationV2": invitation }))
}

fn closed(number: &str, how: &str) -> Value {
    let invitation = json!([{ "invitationId": format!("urn:li:invitation:{number}") }]);
    let activity = json!({"inviteActionData": invitation, "inviterActionType": how});
    event("inviterClosingInvitation", WITHDRAWN, "", &activity)
}

/// As LinkedIn numbers them: the time at which they were made, and something more.
fn number(sent: &str) -> String {
    ((millis(sent) << 22) + 77).to_string()
}

fn import(sandbox: &Sandbox, events: &[Value]) -> (i32, String) {
    let page = json!({"paging": {"start": 0, "count": 50, "links": []}, "elements": events});
    sandbox.file("changelog.json", page.to_string());
    let run = sandbox.run(&["import", "changelog.json"]);
    (run.code, run.stdout + &run.stderr)
}

#[test]
fn a_withdrawal_is_of_the_one_request_of_its_time() {
    let (open, gone) = ("Ana Kovac ignored; Bo Lind pending", "Ana Kovac withdrawn; Bo Lind pending");
    let other = json!({"resourceName": "messages", "methodName": "CREATE", "capturedAt": 1, "activity": {}});
    let accepted = event("inviteeClosingInvitation", WITHDRAWN, "", &json!({"inviteeActionType": "ACCEPT"}));
    let theirs =
        event("verifyAndCreate", NEW, "5", &json!({"invitationV2": {"inviter": "urn:li:person:who"}}));
    let undone = json!({"activityStatus": "FAILURE"});
    let mut failed = closed(&number(OLD), "WITHDRAW");
    failed["activityStatus"] = undone["activityStatus"].clone();
    let old = number(OLD);
    for (events, said, expected) in [
        (vec![closed(&old, "WITHDRAW"), other.clone()], "1 withdrawal.", gone),
        (vec![sent(OLD, "77"), closed("77", "WITHDRAW")], "1 request sent, 1 withdrawal.", gone),
        (vec![sent(NEW, "78"), sent(NEW, "78")], "1 request sent.", open),
        (vec![sent("2026-10-21T09:00:00Z", "79")], "1 request sent is not on record", open),
        (vec![closed(&number("2026-08-01T09:00:00Z"), "WITHDRAW")], "a request that is not on record", open),
        (vec![closed("no number", "WITHDRAW")], "a request that is not on record", open),
        (vec![closed(&old, "REMIND"), failed, accepted, theirs, other], "5 other acts of yours", open),
        (vec![], "nothing.", open),
    ] {
        let sandbox = on("2026-11-10");
        sandbox.file("Invitations.csv", format!("{HEADER}{ANA}{BO}"));
        assert_eq!(sandbox.run(&["import", "Invitations.csv", "--as-of", "2026-10-25"]).code, 0);
        for nth in 0..2 {
            let (code, text) = import(&sandbox, &events);
            assert!(code == 0 && text.contains(said), "{nth}: {text}");
            assert_eq!(told(&sandbox), expected, "{nth}: {text}");
        }
    }
}

#[test]
fn a_withdrawal_that_may_be_of_two_is_the_users_to_tell() {
    let sandbox = on("2026-11-10");
    sandbox.file("Invitations.csv", format!("{HEADER}{ANA}{BO}{CY}"));
    sandbox.run(&["import", "Invitations.csv", "--as-of", "2026-10-25"]);
    let events = [closed(&number(OLD), "WITHDRAW")];
    // The log tells it every night for weeks: no job fails of that.
    for _ in 0..2 {
        let (code, text) = import(&sandbox, &events);
        assert_eq!(code, 0, "{text}");
        for part in ["Cy Mor (#1) or Ana Kovac (#2): not recorded", "invtrack withdraw WHO --at 2026-11-03"] {
            assert!(text.contains(part), "{text}");
        }
        assert_eq!(told(&sandbox), "Ana Kovac ignored; Bo Lind pending; Cy Mor ignored");
    }
    assert_eq!(sandbox.run(&["withdraw", "Cy Mor", "--at", "2026-11-03"]).code, 0);
    assert!(!import(&sandbox, &events).1.contains("not recorded"), "it is told now");
    assert_eq!(told(&sandbox), "Ana Kovac ignored; Bo Lind pending; Cy Mor withdrawn");
}

#[test]
fn a_withdrawal_that_was_taken_back_stays_so_and_waits_for_no_order_in_one_command() {
    let sandbox = on("2026-11-10");
    let events = [closed(&number(OLD), "WITHDRAW")];
    assert!(import(&sandbox, &events).1.contains("import the snapshots or an export, then this again"));
    sandbox.file("Invitations.csv", format!("{HEADER}{ANA}"));
    let both = ["import", "changelog.json", "Invitations.csv", "--as-of", "2026-10-25"];
    assert_eq!(sandbox.run(&both).code, 0);
    assert_eq!(told(&sandbox), "Ana Kovac withdrawn");
    assert_eq!(sandbox.run(&["edit", "1", "--reopen"]).code, 0);
    assert_eq!(import(&sandbox, &events).0, 0);
    assert_eq!(told(&sandbox), "Ana Kovac ignored");
}
