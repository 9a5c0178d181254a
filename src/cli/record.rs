//! The arguments of the commands that record something.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};

use crate::record::count::CONNECTIONS_LIMIT;
use crate::record::observation::{Degree, SentPage};

/// Circumstances of a request, as `add` takes them.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Circumstances")]
pub struct Circumstances {
    /// The note that went with the request
    #[arg(long, value_name = "TEXT", conflicts_with = "note_file")]
    pub note: Option<String>,
    /// Read the note from a file ("-": standard input)
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub note_file: Option<PathBuf>,
    /// The note was LinkedIn's default wording, or an impersonal one
    #[arg(long)]
    pub generic: bool,
    /// Which of your templates the note was made from
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
    /// Your own label; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// You met there, and both of you will remember it
    #[arg(long, value_name = "EVENT", conflicts_with_all = ["met_briefly", "stranger"])]
    pub met_at: Option<String>,
    /// You met there, but only briefly
    #[arg(long, value_name = "EVENT", conflicts_with = "stranger")]
    pub met_briefly: Option<String>,
    /// Number of connections that you share
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(CONNECTIONS_LIMIT)))]
    pub mutual: Option<u32>,
    /// They are senior or influential
    #[arg(long)]
    pub senior: bool,
    /// They don't know you at all
    #[arg(long)]
    pub stranger: bool,
    /// You saw that the request was really sent
    #[arg(long)]
    pub confirmed: bool,
}

/// `invtrack add`
#[derive(Args, Debug, Default)]
pub struct Add {
    /// Don't ask, though it is somebody whom you had forgotten
    #[arg(short, long)]
    pub yes: bool,
    /// The person's name, as on the profile
    #[arg(value_name = "NAME", num_args = 0..)]
    pub name: Vec<String>,
    /// The profile URL
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub url: Option<String>,
    /// When you sent it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]
    #[arg(long, value_name = "WHEN")]
    pub sent: Option<String>,
    /// Their number of connections before you sent it: 312, 500+
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub connections: Option<String>,
    /// Only tell its chance and what would raise it, as `predict` does; record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// What else is known of it.
    #[command(flatten)]
    pub circumstances: Circumstances,
}

/// Yes or no, where "not given" means a third thing: not looked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum YesNo {
    /// Yes
    Yes,
    /// No
    No,
}

impl YesNo {
    /// As a truth value.
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }
}

/// `invtrack observe`
#[derive(Args, Debug)]
pub struct Observe {
    /// Request number, profile URL, slug, or any unique part of the name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// What the profile's main button says: Connect, Pending, Message, Follow … in your language
    #[arg(long, value_name = "LABEL", help_heading = "What you saw")]
    pub button: Option<String>,
    /// Their number of connections: 312, 1,247, 500+
    #[arg(long, value_name = "N", allow_hyphen_values = true, help_heading = "What you saw")]
    pub connections: Option<String>,
    /// Whether they are in My Network > Connections
    #[arg(
        long,
        value_name = "YES|NO",
        value_enum,
        hide_possible_values = true,
        help_heading = "What you saw"
    )]
    pub in_connections: Option<YesNo>,
    /// The badge beside the name
    #[arg(long, value_name = "BADGE", value_parser = degree(), help_heading = "What you saw")]
    pub degree: Option<Degree>,
    /// Whether LinkedIn notified you of the acceptance ("no": you looked, and there is none)
    #[arg(
        long,
        value_name = "YES|NO",
        value_enum,
        hide_possible_values = true,
        help_heading = "What you saw"
    )]
    pub notified: Option<YesNo>,
    /// What My Network > Manage > Sent says
    #[arg(long, value_name = "STATE", value_parser = sent_page(), help_heading = "What you saw")]
    pub sent_page: Option<SentPage>,
    /// They viewed your profile
    #[arg(long, help_heading = "What you saw")]
    pub viewed_me: bool,
    /// They reacted to something you posted
    #[arg(long, help_heading = "What you saw")]
    pub engaged: bool,
    /// They wrote to you without accepting
    #[arg(long, help_heading = "What you saw")]
    pub replied: bool,
    /// Read the profile page from standard input: select all there, copy, paste (text or saved HTML)
    #[arg(long, help_heading = "What you saw")]
    pub paste: bool,
    /// When you saw it: today, yesterday, "3 days ago", 2026-10-05, "5 oct 14:30" … [default: now]
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
    /// Your own words about it
    #[arg(long, value_name = "TEXT")]
    pub memo: Option<String>,
}

/// `invtrack withdraw`
#[derive(Args, Debug)]
pub struct Withdraw {
    /// Request number, profile URL, slug, or any unique part of the name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// When you took it back [default: now]
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
}

/// How a request ended without the user's doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum CloseAs {
    /// It lapsed unanswered (after about six months)
    Expired,
    /// They told you no
    Declined,
}

/// `invtrack close`
#[derive(Args, Debug)]
pub struct Close {
    /// Request number, profile URL, slug, or any unique part of the name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// How it ended
    #[arg(long = "as", value_name = "HOW", value_enum, required = true)]
    pub how: CloseAs,
    /// When [default: now]
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
}

/// A fact that `edit --clear` forgets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Field {
    /// The note
    Note,
    /// The template
    Template,
    /// Where you met
    MetAt,
    /// Where you met briefly
    MetBriefly,
    /// The number of shared connections
    Mutual,
    /// The profile URL
    Url,
    /// The e-mail address
    Email,
}

/// `invtrack edit`
#[derive(Args, Debug)]
pub struct Edit {
    /// Request number, profile URL, slug, or any unique part of the name
    #[arg(value_name = "WHO")]
    pub who: Vec<String>,
    /// The person's name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The profile URL
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub url: Option<String>,
    /// The e-mail address that the invitation went to
    #[arg(long, value_name = "ADDRESS", value_hint = ValueHint::EmailAddress)]
    pub email: Option<String>,
    /// When you sent the request
    #[arg(long, value_name = "WHEN")]
    pub sent: Option<String>,
    /// The note that went with it
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Whether the note was LinkedIn's default wording, or an impersonal one
    #[arg(long, value_name = "YES|NO", value_enum, hide_possible_values = true)]
    pub generic: Option<YesNo>,
    /// Which of your templates the note was made from
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
    /// You met there, and both of you will remember it
    #[arg(long, value_name = "EVENT", conflicts_with = "met_briefly")]
    pub met_at: Option<String>,
    /// You met there, but only briefly
    #[arg(long, value_name = "EVENT")]
    pub met_briefly: Option<String>,
    /// Number of connections that you share
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(CONNECTIONS_LIMIT)))]
    pub mutual: Option<u32>,
    /// Whether they are senior or influential
    #[arg(long, value_name = "YES|NO", value_enum, hide_possible_values = true)]
    pub senior: Option<YesNo>,
    /// Whether they don't know you at all
    #[arg(long, value_name = "YES|NO", value_enum, hide_possible_values = true)]
    pub stranger: Option<YesNo>,
    /// Whether you saw that the request was really sent
    #[arg(long, value_name = "YES|NO", value_enum, hide_possible_values = true)]
    pub confirmed: Option<YesNo>,
    /// Forget a fact; may be given several times
    #[arg(long, value_name = "FACT", value_enum)]
    pub clear: Vec<Field>,
    /// Take back what was recorded about the request's end (withdraw, close)
    #[arg(long)]
    pub reopen: bool,
    /// Take the request out, as recorded by mistake; later imports don't bring it back
    #[arg(long)]
    pub remove: bool,
    /// A further profile of the same person; may be given several times
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub also_url: Vec<String>,
    /// Remove a mistaken look; `invtrack show` tells its number
    #[arg(long, value_name = "LOOK")]
    pub remove_look: Vec<i64>,
}

/// `invtrack tag`
#[derive(Args, Debug)]
pub struct Tag {
    /// Request number, profile URL, slug, or any unique part of the name; left out: list all tags in use
    #[arg(value_name = "WHO", num_args = 0..)]
    pub who: Vec<String>,
    /// A tag to add; may be given several times
    #[arg(long, value_name = "TAG", requires = "who")]
    pub add: Vec<String>,
    /// A tag to remove; may be given several times
    #[arg(long, value_name = "TAG", requires = "who")]
    pub remove: Vec<String>,
}
fn degree() -> impl TypedValueParser<Value = Degree> {
    PossibleValuesParser::new(Degree::ALL.iter().map(|degree| degree.word()))
        .try_map(|word| Degree::from_word(&word).ok_or("not a badge"))
}

fn sent_page() -> impl TypedValueParser<Value = SentPage> {
    PossibleValuesParser::new(SentPage::ALL.iter().map(|state| state.word()))
        .try_map(|word| SentPage::from_word(&word).ok_or("not a state"))
}
