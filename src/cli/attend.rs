//! The arguments of the commands for living with it: what is new, what to look at, what to do next.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::Circumstances;
use crate::record::account::AccountEventKind;
use crate::record::deed::{Rapport, Topic};

/// A part of what `check` tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Part {
    /// Verdicts that changed
    Changes,
    /// Who is due for a look
    Due,
    /// Next steps
    Advice,
}

/// `invtrack check`
#[derive(Args, Debug)]
pub struct Check {
    /// What is new since then, instead of since the last check; writes nothing
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,
    /// Only these parts
    #[arg(long, value_name = "PART", value_enum, value_delimiter = ',')]
    pub only: Vec<Part>,
    /// Also what is due or sensible for longer and was told before
    #[arg(long)]
    pub all: bool,
    /// Don't remember that this was told; writes nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Exit with 0 also if there is something to report
    #[arg(long)]
    pub exit_zero: bool,
}

impl Check {
    /// Whether that part is wanted.
    pub fn tells(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

/// `invtrack due`
#[derive(Args, Debug)]
pub struct Due {
    /// How many people you want to look at [default: 2, or `limits.looks_a_day` of your settings]
    #[arg(long, value_name = "N")]
    pub budget: Option<usize>,
    /// Everybody worth a look
    #[arg(long, conflicts_with = "budget")]
    pub all: bool,
}

/// `invtrack review`
#[derive(Args, Debug)]
pub struct Review {
    /// How many people at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub budget: usize,
    /// Open each profile in the browser
    #[arg(long)]
    pub open: bool,
}

/// `invtrack dismiss`
#[derive(Args, Debug)]
pub struct Dismiss {
    /// Request number, profile URL, slug, or any unique part of the name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// What to hear no more of; several with commas [default: what is advised now]
    #[arg(long, value_name = "TOPIC", value_parser = topic(), value_delimiter = ',')]
    pub about: Vec<Topic>,
    /// Hear of it again [default: of everything]
    #[arg(long)]
    pub recall: bool,
}

/// `invtrack followup`
#[derive(Args, Debug)]
pub struct Followup {
    /// Request number, profile URL, slug, or any unique part of the name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// Why you want to connect: what stands after "I'm interested in connecting as"
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// A value for a placeholder of your own text (`messages.follow_up` in the settings); may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Record that you sent it
    #[arg(long)]
    pub sent: bool,
    /// When you sent it [default: now]
    #[arg(long, value_name = "WHEN", requires = "sent")]
    pub at: Option<String>,
    /// Also where it is too early, or was done
    #[arg(long)]
    pub force: bool,
}

/// `invtrack resend`
#[derive(Args, Debug)]
pub struct Resend {
    /// Request number, profile URL, slug, or any unique part of the name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// When you sent the new request [default: now]
    #[arg(long, value_name = "WHEN")]
    pub sent: Option<String>,
    /// Only show the checks; record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Record it although a check fails
    #[arg(long)]
    pub force: bool,
    /// Circumstances of the new request.
    #[command(flatten)]
    pub circumstances: Circumstances,
}

/// `invtrack rapport`
#[derive(Args, Debug)]
pub struct RapportArgs {
    /// Request number, profile URL, slug, or any unique part of the name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// What happened
    #[arg(long, value_name = "HOW", value_parser = rapport())]
    pub how: Rapport,
    /// When [default: now]
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
}

/// `invtrack account`
#[derive(Args, Debug)]
pub struct Account {
    /// What LinkedIn told you; left out: list what is on record
    #[arg(value_name = "WHAT", value_parser = account_event())]
    pub what: Option<AccountEventKind>,
    /// When [default: now]
    #[arg(long, value_name = "WHEN", requires = "what")]
    pub at: Option<String>,
    /// It was a mistake: take back what is on record of that day [default: the latest of that kind]
    #[arg(long, requires = "what")]
    pub remove: bool,
}

fn topic() -> impl TypedValueParser<Value = Topic> {
    PossibleValuesParser::new(Topic::ALL.iter().map(|topic| topic.word()))
        .try_map(|word| Topic::from_word(&word).ok_or("not a topic"))
}

fn rapport() -> impl TypedValueParser<Value = Rapport> {
    PossibleValuesParser::new(Rapport::ALL.iter().map(|rapport| rapport.word()))
        .try_map(|word| Rapport::from_word(&word).ok_or("not a kind of rapport"))
}

fn account_event() -> impl TypedValueParser<Value = AccountEventKind> {
    PossibleValuesParser::new(AccountEventKind::ALL.iter().map(|kind| kind.word()))
        .try_map(|word| AccountEventKind::from_word(&word).ok_or("not an event"))
}
