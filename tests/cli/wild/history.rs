//! Whether exports list open invitations or a history of all, and what follows for who is in them.

use super::{Sandbox, on};
use crate::sandbox::zip_of;

const HEADER: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n";
const CONNECTIONS: &str = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";

fn sent(name: &str, at: &str) -> String {
    let slug = name.to_lowercase().replace(' ', "-");
    format!(
        "Me,{name},\"{at}, 6:57 AM\",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/{slug}\n"
    )
}

fn connected(name: &str, on: &str) -> String {
    let (first, last) = name.split_once(' ').unwrap();
    let slug = name.to_lowercase().replace(' ', "-");
    format!("{first},{last},https://www.linkedin.com/in/{slug},,,,{on}\n")
}

fn many(number: usize) -> String {
    (0..number).map(|nth| sent(&format!("Person {nth}"), "10/5/26")).collect()
}

fn import(sandbox: &Sandbox, name: &str, invitations: &str, connections: Option<&str>) -> String {
    let invitations = format!("{HEADER}{invitations}");
    let connections = connections.map(|rows| format!("{CONNECTIONS}{rows}"));
    let mut files = vec![("Invitations.csv", invitations.as_str())];
    files.extend(connections.as_deref().map(|rows| ("Connections.csv", rows)));
    sandbox.file(name, zip_of(&files));
    let run = sandbox.run(&["import", name]);
    assert_eq!(run.code, 0, "{run:?}");
    run.stdout
}

fn is_listed(sandbox: &Sandbox, who: &str) -> bool {
    sandbox.looks(who).iter().any(|(_, sign)| sign == "sent=listed")
}

#[test]
fn only_what_an_export_shows_beside_its_connections_proves_a_history() {
    let (ana, bo) = (sent("Ana Kovac", "10/5/26"), sent("Bo Lind", "10/5/26"));
    let other = connected("Zed Zorn", "07 Oct 2026");
    for (invitations, connections, said, listed) in [
        (
            format!("{ana}{bo}"),
            Some(connected("Ana Kovac", "16 Oct 2026")),
            "a history of all invitations (of 2",
            false,
        ),
        (
            format!("{ana}{bo}"),
            Some(connected("Ana Kovac", "17 Oct 2026")),
            "open invitations only, it seems",
            true,
        ),
        (
            format!("{ana}{bo}"),
            Some(connected("Ana Kovac", "04 Oct 2026")),
            "a history of all invitations (of 2",
            false,
        ),
        (
            format!("{ana}{bo}"),
            Some(connected("Ana Kovac", "04 Oct 2019")),
            "open invitations only, it seems",
            true,
        ),
        (bo.clone() + &sent("Ana Kovac", "10/18/25"), None, "(one is older than a year)", false),
        (
            bo.clone() + &sent("Ana Kovac", "10/20/25"),
            None,
            "open invitations only, it seems (a Connections.csv",
            true,
        ),
        (
            bo.clone() + &sent("Ana Kovac", "10/18/25"),
            Some(other.clone()),
            "open invitations only, it seems",
            true,
        ),
        (
            bo.clone() + &many(28),
            Some(other.clone()),
            "it seems (an export with 30 of them can prove that)",
            true,
        ),
        (
            bo.clone() + &many(29),
            Some(other.clone()),
            "open invitations only (of 30 in one export none",
            true,
        ),
        (bo.clone() + &many(29), None, "it seems (a Connections.csv beside it can prove that)", true),
    ] {
        let sandbox = on("2026-11-08");
        let told = import(&sandbox, "x_10-19-2026.zip", &invitations, connections.as_deref());
        assert!(told.contains(said), "{said}: {told}");
        assert_eq!(is_listed(&sandbox, "Bo Lind"), listed, "{told}");
    }
}

#[test]
fn one_history_speaks_for_all_exports_in_any_order() {
    let (ana, bo) = (sent("Ana Kovac", "10/5/26"), sent("Bo Lind", "10/5/26"));
    let plain = ("x_10-12-2026.zip", format!("{ana}{bo}"), String::new());
    let proof = ("y_10-19-2026.zip", format!("{ana}{bo}"), connected("Ana Kovac", "10 Oct 2026"));
    let last = ("z_10-26-2026.zip", ana, connected("Ana Kovac", "10 Oct 2026"));
    for order in [[&plain, &proof, &last], [&last, &plain, &proof], [&proof, &last, &plain]] {
        let sandbox = on("2026-11-08");
        for (name, invitations, connections) in order {
            import(&sandbox, name, invitations, Some(connections));
        }
        let looks = sandbox.looks("Bo Lind");
        assert!(looks.iter().all(|(_, sign)| !sign.starts_with("sent=")), "{looks:?}");
        assert!(sandbox.looks("Ana Kovac").contains(&("2026-10-10".to_owned(), "member=dated".to_owned())));
    }
}
