//! The command line, and nothing else: the doc comments are the help text.

mod ask;
mod attend;
mod exchange;
mod keep;
mod plan;
mod record;
mod setup;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};

use crate::output::ui::Colour;

pub use ask::{ClassFilter, Rules, Show, SortKey, Status};
pub use attend::{Account, Check, Dismiss, Due, Followup, Part, RapportArgs, Resend, Review};
pub use exchange::{DateOrder, Export, ExportFormat, Import, ImportKind};
pub use keep::{Backup, Doctor, Forget, Log, Merge, Redo, Restore, Undo};
pub use plan::{Note, Predict};
pub use record::{Add, Circumstances, Close, CloseAs, Edit, Field, Observe, Tag, Withdraw, YesNo};
pub use setup::{Completions, Config, Help, Man};

/// Subcommands by what they are for; a test holds this against the real list.
const TEMPLATE: &str = "\
{about}

{usage-heading} {usage}

Record what you sent and saw:
  add          Record a connection request that you sent
  observe      Record what you see: the button, the connections list, a notification …
  withdraw     Record that you took a request back
  close        Record that a request ended: it expired, or they told you no
  followup     Fill in the one polite message to somebody who has not answered
  resend       Record a new request to somebody who was asked before, if it makes sense
  rapport      Record what brought you and somebody closer: a new try wants something of the kind
  account      Record what LinkedIn told you about your account: a warning, the weekly limit, a restriction
  edit         Correct a request, a person, or remove a mistaken look
  tag          Add and remove your own tags

Before you send:
  note         Fill in a note from a template of yours, and check it
  predict      Tell the chance that a request is accepted, and what would raise it

Ask:
  status       List requests with their verdicts: accepted, pending or likely ignored
  show         Tell everything about one person: timeline, evidence, what would settle it
  due          Tell whom to look at next, and why
  review       Go through whom to look at: one person a screen, one key for what the page shows
  check        Tell what is new since the last check, for cron
  dismiss      Hear no more of some advice about a request
  rules        Print the rules behind the verdicts, with weights and sources

Bring in, take out:
  import       Read data exports, mails (.eml, mbox, Maildir), copied pages, any table of requests
  export       Write everything out: to keep, for another machine, as a table, as a calendar

Keep:
  undo         Undo what the last command did
  redo         Do again what was undone
  log          List what was done, the last step first
  backup       Copy the whole file, or list the copies
  restore      Put a copy in the place of the file
  doctor       Check the file, its permissions, the record and the settings
  merge        Make one person of two entries
  forget       Remove somebody for good

Set up:
  demo         Show what invtrack does, with an invented user's data; touches nothing of yours
  config       Print the settings in force, and where they come from
  completions  Print the completion script for a shell
  man          Print a manual page
  help         Explain a command, or: help dates, help exit-codes

Options:
{options}{after-help}";

const EXAMPLES: &str = "\
Examples:
  invtrack import Basic_LinkedInDataExport_10-05-2026.zip
  invtrack add \"Zoë Brandt\" --url linkedin.com/in/zoe-brandt --sent yesterday
  invtrack observe zoe --button pending";

/// Tells which LinkedIn connection requests were likely accepted, are pending, or were likely ignored.
///
/// You record what you sent and what you see; invtrack weighs it and says how sure it is, why, and what to do
/// next. Everything stays on your computer, in one file. It never goes online.
#[derive(Parser, Debug)]
#[command(name = "invtrack", version, help_template = TEMPLATE, after_help = EXAMPLES)]
#[command(disable_help_subcommand = true, infer_subcommands = false)]
pub struct Cli {
    /// What is the same for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The database file [default: invtrack/invtrack.db in the data directory of your system]
    #[arg(long, global = true, value_name = "FILE", env = "INVTRACK_DB", hide_env_values = true, value_hint = ValueHint::FilePath)]
    pub db: Option<PathBuf>,
    /// The settings file [default: invtrack/config.toml in the configuration directory of your system]
    #[arg(long, global = true, value_name = "FILE", env = "INVTRACK_CONFIG", hide_env_values = true, value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
    /// Never ask anything: fail and name the missing option
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Say nothing but what was asked for, and warnings
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// The subcommands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Record a connection request that you sent
    ///
    /// Without arguments, on a terminal, it asks. A profile URL alone is enough to name a person. A further
    /// request to the same person is a new attempt, and the earlier one counts as superseded.
    Add(Add),
    /// Record what you see of a person, and hear the new verdict
    ///
    /// Give any number of signs that you saw in one look. What you did not look at, leave out: "no" means that you
    /// looked and it was not there. Button labels are understood in 36 languages.
    ///
    /// With --paste, button, badge and number of connections are read from a copy of the profile page, which tells
    /// WHO it is, too; only its top is read, down to the first section. Other signs may be given beside it.
    #[command(after_help = "Examples:
  invtrack observe zoe --button pending
  invtrack observe zoe --button Ausstehend --degree 2nd --connections 500+
  invtrack observe zoe --in-connections yes --at yesterday
  invtrack observe https://www.linkedin.com/in/zoe-brandt --notified yes --at \"5 oct 14:30\"
  invtrack observe --paste < page.txt")]
    Observe(Observe),
    /// Record that you took a request back
    Withdraw(Withdraw),
    /// Record that a request ended: it expired, or they told you no
    Close(Close),
    /// Correct a request or a person, or remove a mistaken look
    ///
    /// WHO may be the number of a request; otherwise the newest request to that person is corrected.
    Edit(Edit),
    /// Add and remove tags; without options, list them
    Tag(Tag),
    /// Fill in a note from a template of yours, and check it
    ///
    /// Templates stand in the settings. What is filled in comes from the record, where WHO is on it, and from the
    /// options. The note alone goes to standard output; its length, and what the rules would doubt, to standard error.
    /// Without --template, --text or --file the templates are listed. Nothing is recorded and nothing is sent.
    ///
    /// The check looks for words, English ones: it can raise a doubt, it can't tell a good note.
    #[command(after_help = "In the settings:
  [templates]
  talk = 'Hi {first_name}, your talk at {met_at} made me curious about {topic}, because …'

Placeholders:
  {name} {first_name} {last_name} {company} {met_at} {mutual} {sent_date} {reason}, and any that --set gives
  {{ and }} for braces

Examples:
  invtrack note
  invtrack note Zoë Brandt --template talk --met-at \"Ghent meetup\" --set topic=fixtures
  invtrack note zoe --template talk | xclip
  invtrack note --file draft.txt")]
    Note(Note),
    /// Tell the chance that a request is accepted, before it is sent, and what would raise it
    ///
    /// It is what the articles' numbers and your own record say of requests of this kind; nobody knows of this one.
    /// Nothing is recorded. To somebody on record it would be a further attempt, and counts as one.
    #[command(after_help = "Examples:
  invtrack predict
  invtrack predict Zoë Brandt --senior --mutual 3
  invtrack predict linkedin.com/in/zoe-brandt --met-at \"Ghent meetup\" --note-file draft.txt")]
    Predict(Box<Predict>),
    /// List requests with their verdicts
    ///
    /// By default: everything that is still open, and what was accepted in the last 30 days. In a pipe: one request
    /// a line, fields between tabs: number, name, sent, last look, verdict, confidence in %, why, tags.
    Status(Status),
    /// Tell everything about one person: timeline, verdict, evidence with its sources, what would settle it
    Show(Show),
    /// Print the rules behind the verdicts, with weights and sources
    Rules(Rules),
    /// Read what LinkedIn tells into the database: its data export, its mails, copied pages; or any table
    ///
    /// FILE is the zip that LinkedIn sends (Settings > Data privacy > Get a copy of your data), the unzipped folder,
    /// or a single Invitations.csv or Connections.csv of it. Or mails, in which LinkedIn tells who accepted: an .eml
    /// file, a folder of them, an mbox, a Maildir; they are only read, never moved or marked. Or a page, copied as
    /// text (select all, copy) or saved as HTML: Manage invitations > Sent, or Connections, in English or German.
    ///
    /// Or any other table of requests: CSV with a header, between commas, semicolons or tabs. It must have a name or a
    /// profile, and when the request was sent. Usual headers are recognised, and the summary says what was taken for
    /// what; --map says it otherwise. What is on record is completed, never overwritten.
    ///
    /// An export of invtrack's own (`invtrack export`) is merged: afterwards both machines' records are in this one.
    /// Where they say different things, the later word counts and is named.
    ///
    /// With --messages, messages.csv of the export is read, too: whoever wrote to you after you asked and before they
    /// accepted has replied. What was written is not kept, nor who else wrote.
    ///
    /// What a file is, its content tells. Importing twice changes nothing. Rows and mails that can't be read are
    /// reported with place and reason, and the rest goes in (exit code 3). What may be about several people is kept,
    /// tried again with every import, and decided by you with --review.
    #[command(after_help = "Examples:
  invtrack import Basic_LinkedInDataExport_10-05-2026.zip
  invtrack import ~/Downloads/*.zip linkedin.mbox
  xclip -o | invtrack import -    (a copied page; pbpaste on macOS)
  invtrack import Complete_LinkedInDataExport_11-08-2026.zip --messages
  invtrack import people.csv --map 'sent_at=\"Date, sent\",note=Text' --date-order dmy
  invtrack import --review
  invtrack import --quiet ~/Maildir    (from cron: silent unless something is wrong)

Fields of a table, for --map:
  name (or first_name, last_name), profile_url, email, sent_at, note, accepted_at, withdrawn_at, tags
  An empty header (--map note=) means that no column is that field.")]
    Import(Import),
    /// Write out what is on record
    ///
    /// As JSON it is everything: a backup, or what `invtrack import` on another machine merges. Machines that exchange
    /// exports, in any order and any number of times, end up with the same. As CSV it is a table of requests with their
    /// verdicts; as a calendar, when a look, a follow-up or a new try is due, and when invitations lapse.
    #[command(after_help = "Examples:
  invtrack export --output backup.json
  invtrack export --csv > requests.csv
  invtrack export --ics --output due.ics --force
  invtrack export | ssh laptop 'cat > desk.json && invtrack import desk.json'")]
    Export(Export),
    /// Tell what is new since the last check, for cron
    ///
    /// Verdicts that changed, people newly due for a look, and steps that newly make sense. Nothing: no output, exit
    /// code 0. Something: exit code 10. What was told once is not told again; the time of the check is all that it
    /// writes down, and with --since or --dry-run not even that. Verdicts that you stated yourself are no news.
    ///
    /// With --quiet only the exit code tells, and nothing counts as told. Parts that --only hides do.
    #[command(after_help = "Examples:
  0 8 * * *  invtrack --db ~/.local/share/invtrack/invtrack.db check    (a line for `crontab -e`)
  invtrack check --since yesterday --only changes
  invtrack check --quiet --dry-run || echo something is new")]
    Check(Check),
    /// Tell whom to look at next, and why
    ///
    /// Ranked by how much a look would tell: by what is known, how open it is what the profile shows today, and how
    /// long nobody looked. A page that settles many at once comes first. In a pipe: one line each, fields between tabs:
    /// number, name, page, score, why, profile.
    Due(Due),
    /// Go through whom to look at: one person a screen, one key for what the page shows
    ///
    /// Each key is recorded at once, and u takes the last one back; so it may end at any point. It needs a terminal.
    Review(Review),
    /// Fill in the one polite message to somebody who has not answered
    ///
    /// It is printed for you to send, if LinkedIn lets you, or by another way. --sent records that you did; on a
    /// terminal you are asked. Refused where it is too early (two weeks), was done, or they wrote. The text is
    /// `messages.follow_up` of your settings.
    Followup(Followup),
    /// Record a new request to somebody who was asked before, if it makes sense
    ///
    /// The checks are shown as a list: whether the earlier one is over, how long ago, what brought you closer since, and
    /// how often they were asked. --force records it all the same.
    Resend(Resend),
    /// Record what brought you and somebody closer: a new try wants something of the kind
    Rapport(RapportArgs),
    /// Hear no more of some advice about a request
    Dismiss(Dismiss),
    /// Record what LinkedIn told you about your account: a warning, the weekly limit, a restriction
    Account(Account),
    /// Undo what the last command did, an import included
    ///
    /// Everything is then as it was before, but for numbers: none is given twice. Again: what was done before that.
    /// `invtrack log` lists the steps; there is no limit.
    Undo(Undo),
    /// Do again what was undone, as long as nothing new was written
    Redo(Redo),
    /// List what was done, the last step first
    ///
    /// In a pipe: one step a line, fields between tabs: number, time, what was done, what it changed, done or undone.
    Log(Log),
    /// Copy the whole file, or list the copies
    ///
    /// Copies are taken by themselves before each import, restore and upgrade, too, in the folder `backups` beside the
    /// file; so many are kept as `backup.keep` of your settings says. Without FILE the copy goes there, and stays.
    #[command(after_help = "Examples:
  invtrack backup ~/Sync/invtrack.db --force
  invtrack backup --list
  invtrack restore ~/Sync/invtrack.db")]
    Backup(Backup),
    /// Put a copy in the place of the file
    ///
    /// The copy is checked before, and what is there now is kept aside. A damaged file is moved aside as it is.
    Restore(Restore),
    /// Check the file, its permissions, the record and the settings
    ///
    /// Each finding says what to do about it. --fix does what is safe: permissions and the journal mode. Exit code 0 if
    /// nothing is wrong, 1 otherwise.
    Doctor(Doctor),
    /// Make one person of two entries
    ///
    /// All requests and looks are the first one's then; name, profile and address stay those of the first, where it has
    /// them. Whoever is found by the profile of the second is the first one, too, in imports as well. Two requests of
    /// one day (in UTC) become one.
    Merge(Merge),
    /// Remove somebody for good
    ///
    /// The person, their requests and looks, what imports kept about them, and their row among your connections. Undo
    /// can't bring them back. Automatic backups are rewritten without them, those of earlier versions removed.
    Forget(Forget),
    /// Show what invtrack does, with an invented user's data; touches nothing of yours
    Demo,
    /// Print the settings in force, and where they come from
    Config(Config),
    /// Print the completion script for a shell
    Completions(Completions),
    /// Print a manual page
    Man(Man),
    /// Explain a command or a topic: dates, exit-codes
    Help(Help),
}
