//! What is told where no rate can be, and the articles' figures; `stats.toml` has them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Default, Deserialize)]
struct Data {
    refused: BTreeMap<String, String>,
    benchmark: Vec<Benchmark>,
}

/// A figure of the articles.
#[derive(Deserialize)]
pub struct Benchmark {
    pub who: String,
    pub features: Vec<String>,
    pub range: [f64; 2],
    pub text: String,
    pub heuristics: Vec<String>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("stats.toml")).unwrap_or_default());

pub fn benchmarks() -> &'static [Benchmark] {
    &DATA.benchmark
}

/// Why a rate is not told.
pub fn refused(why: &str) -> &'static str {
    DATA.refused.get(why).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Features;
    use crate::model::rules;

    #[test]
    fn all_is_there_and_names_what_exists() {
        assert!(
            ["nothing", "young", "late", "unwatched", "unseen", "coarse", "few"]
                .iter()
                .all(|why| !refused(why).is_empty())
        );
        assert_eq!(DATA.refused.len(), 7);
        for one in benchmarks() {
            assert_eq!(
                Features::of(one.features.iter().map(String::as_str)).names().len(),
                one.features.len()
            );
            assert!(one.heuristics.iter().all(|id| rules::find(id).is_some()), "{}", one.text);
        }
    }
}
