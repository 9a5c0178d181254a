//! How often verdicts are right, in simulated worlds that differ from the model on purpose (heuristics 3).
//!
//! `cargo bench -p benches --bench worlds` prints the table of that section and fails where it does not hold any more.
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

#[path = "worlds/literal.rs"]
mod literal;
#[path = "worlds/score.rs"]
mod score;
#[path = "worlds/world.rs"]
mod world;

use std::process::ExitCode;

use invtrack::model::classify::classify;
use invtrack::model::evidence::Case;
use invtrack::model::settings::Model;
use score::Score;
use world::World;

/// Days after sending on which every request is judged.
const JUDGED_ON: [f64; 8] = [3.0, 7.0, 14.0, 21.0, 30.0, 45.0, 60.0, 90.0];

const USERS: u64 = 300;

fn main() -> ExitCode {
    let model = Model::default();
    let (mut literal, mut tracker) = (Score::default(), Score::default());
    for world in World::ALL {
        let (mut of_documents, mut of_model) = (Score::default(), Score::default());
        for request in (0..USERS).flat_map(|user| world.user(user)) {
            for now in JUDGED_ON {
                let truth = request.truth_on(now);
                let sightings: Vec<_> = request.seen.iter().filter(|look| look.t <= now).copied().collect();
                let by_documents = literal::class(&sightings, now);
                let case =
                    Case { features: request.features, confirmed: false, sightings, stated: None, now };
                of_documents.count(by_documents, None, truth);
                let verdict = classify(&case, &model, 0.0);
                of_model.count(verdict.class, Some(&verdict), truth);
            }
        }
        println!(
            "{}\n{}\n{}\n",
            world.name,
            of_documents.line("the documents, read literally"),
            of_model.line("the model")
        );
        literal.add(&of_documents);
        tracker.add(&of_model);
    }
    println!(
        "all worlds\n{}\n{}\n",
        literal.line("the documents, read literally"),
        tracker.line("the model")
    );
    println!("{}", tracker.calibration());
    let holds = tracker.cases() >= 10_000.0
        && (0.015..=0.03).contains(&literal.severe())
        && tracker.severe() < 0.007
        && tracker.miscalibration() < 0.03;
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
