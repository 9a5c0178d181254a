//! Verdicts of small random histories, typed command by command.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{compare, expect_none, laid_out, rounded};
use crate::readme::words;
use crate::sandbox::Sandbox;

const HISTORIES: u64 = 25;

/// Characters of a line: a verdict stands on one.
const LINE: usize = 320;

/// The day of the sandbox's clock.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 10).unwrap();

/// Knuth's linear congruential generator.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[usize::try_from(self.roll(from.len() as u64)).unwrap()]
    }

    /// A time so many days ago: the day alone, or a moment of it.
    fn time(&mut self, ago: u64) -> String {
        let day = TODAY - Days::new(ago);
        match self.roll(2) {
            0 => day.to_string(),
            _ => format!("{day}T{:02}:{:02}:00Z", self.roll(12), self.roll(60)),
        }
    }
}

const HOW_NOTED: [&str; 4] =
    ["", "", " --note \"Your talk on queues made me rethink ours.\"", " --note Hi --generic"];
const HOW_KNOWN: [&str; 6] =
    ["", "", " --mutual 3", " --met-at RustConf", " --met-briefly DevDays", " --stranger"];
const HOW_ELSE: [&str; 5] = ["", "", " --senior", " --confirmed", " --connections 312"];

const SIGNALS: [&str; 18] = [
    "--button Pending",
    "--button Pending --degree 2nd",
    "--button Connect",
    "--button Message",
    "--button Follow",
    "--button Connect --in-connections no",
    "--connections 312",
    "--connections 313",
    "--connections 500+",
    "--in-connections yes",
    "--in-connections no --notified no",
    "--notified yes",
    "--notified no",
    "--sent-page listed",
    "--sent-page gone",
    "--sent-page canceled",
    "--viewed-me --memo \"looked twice\"",
    "--replied",
];

/// One or two people: asked, looked at (now and then before), perhaps ended, reopened, asked again.
fn history(seed: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    let mut commands = Vec::new();
    let people: &[&str] = if dice.roll(3) == 0 { &["Ana Lee", "Bo Berg"] } else { &["Ana Lee"] };
    for name in people {
        let mut ago = 3 + dice.roll(120);
        let url = dice.pick(&["", " --url linkedin.com/in/SLUG"]).replace("SLUG", &name.replace(' ', "-"));
        let circumstances = [dice.pick(&HOW_NOTED), dice.pick(&HOW_KNOWN), dice.pick(&HOW_ELSE)];
        commands.push(format!("add \"{name}\"{url} --sent {}{}", dice.time(ago), circumstances.concat()));
        for _ in 0..3 + dice.roll(4) {
            let look = dice.roll(ago + 4).min(ago + 2);
            commands.push(match dice.roll(12) {
                0 => format!("withdraw \"{name}\" --at {}", dice.time(look.min(ago))),
                1 => format!(
                    "close \"{name}\" --as {} --at {}",
                    dice.pick(&["expired", "declined"]),
                    dice.time(look.min(ago))
                ),
                2 if commands.last().is_some_and(|last| last.contains(" --as ")) => {
                    format!("edit \"{name}\" --reopen")
                }
                3 | 4 if ago > 5 => {
                    ago = dice.roll(ago - 4);
                    format!("add \"{name}\" --sent {}", dice.time(ago))
                }
                _ => format!("observe \"{name}\" --at {} {}", dice.time(look), dice.pick(&SIGNALS)),
            });
        }
    }
    commands
}

/// What is held of a request.
fn verdict(request: &Value) -> Value {
    let verdict = &request["verdict"];
    let reasons = verdict["reasons"].as_array().unwrap().iter();
    let signals: Vec<String> = reasons
        .map(|reason| format!("{} {}", reason["signal"], reason["direction"]).replace('"', ""))
        .collect();
    let chances = verdict.as_object().unwrap().iter().filter(|(key, _)| key.starts_with("p_"));
    let mut held: Value = chances.map(|(key, p)| (key.clone(), p.clone())).collect();
    held["who"] = format!("{} #{}, attempt {}", request["name"], request["id"], request["attempt"])
        .replace('"', "")
        .into();
    held["class"] = verdict["class"].clone();
    held["confidence"] = verdict["confidence"].clone();
    held["hints"] = verdict["hints"].clone();
    held["signals"] = signals.into();
    held
}

#[test]
fn random_histories_are_judged_as_before() {
    let play = |seed| {
        let sandbox = Sandbox::new();
        let commands: Vec<String> = history(seed)
            .into_iter()
            .map(|command| {
                let words = words(&command);
                let run = sandbox.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
                if run.code == 0 {
                    command
                } else {
                    format!("{command} => {}", run.stderr.lines().next().unwrap())
                }
            })
            .collect();
        let verdicts: Vec<Value> = sandbox.requests().iter().map(verdict).collect();
        json!({ "history": seed, "commands": commands, "verdicts": verdicts })
    };
    let histories: Vec<Value> = (1..=HISTORIES).map(play).collect();
    let text = format!("{}\n", laid_out(&rounded(&Value::from(histories)), LINE, 0));
    expect_none(&compare("verdicts.json", &text).into_iter().collect::<Vec<_>>());
}
