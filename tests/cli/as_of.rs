//! Whatever happened since, `--as-of` answers as the program did then.

use serde_json::Value;

use crate::sandbox::Sandbox;

/// Numbers that look random and are always the same ones (Numerical Recipes' generator).
struct Dice(u64);

impl Dice {
    fn choose<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        &all[usize::try_from(self.0 >> 33).unwrap() % all.len()]
    }
}

/// What may be recorded about somebody; what doesn't fit is refused.
const DEEDS: [&str; 14] = [
    "add WHO --url WHO",
    "add WHO --url WHO --note Hello --sent yesterday",
    "observe WHO --button pending",
    "observe WHO --button connect --at yesterday",
    "observe WHO --button message",
    "observe WHO --in-connections yes",
    "observe WHO --in-connections no --sent-page gone",
    "observe WHO --replied",
    "withdraw WHO",
    "close WHO --as declined",
    "edit WHO --senior yes",
    "edit WHO --reopen",
    "followup WHO --sent --force",
    "account warning",
];

/// Requests with their verdicts, without what is told relative to today.
fn verdicts(sandbox: &Sandbox, args: &[&str]) -> Value {
    sandbox.json(&[&["status", "--all"], args].concat())["requests"].clone()
}

#[test]
fn an_earlier_answer_comes_again() {
    for seed in 1..=4 {
        let (mut dice, mut sandbox) = (Dice(seed), Sandbox::new());
        let mut answers = Vec::new();
        for step in 0..24 {
            let now = format!("2026-{:02}-{:02}T{:02}:00:00Z", 8 + step / 8, 1 + step % 8 * 3, 8 + step % 3);
            sandbox.at(&now);
            let who = dice.choose(&["ana", "bo", "cy"]);
            let deed = dice.choose(&DEEDS).replace("WHO", who);
            sandbox.run(&deed.split(' ').collect::<Vec<_>>());
            answers.push((now, deed, sandbox.database().exists().then(|| verdicts(&sandbox, &[]))));
        }
        for (now, deed, answer) in answers {
            let Some(answer) = answer else { continue };
            assert_eq!(verdicts(&sandbox, &["--as-of", &now]), answer, "seed {seed}, {now}: {deed}");
        }
    }
}
