use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use crate::error::{Error, Result};
use crate::record::context::Context as Known;
use crate::record::count::{CONNECTIONS_LIMIT, read_connections};
use crate::record::name::{MAX_WORD, clean};
use crate::record::suggest::excerpt;

/// Longest note, in characters: far over anything LinkedIn lets through.
const MAX_NOTE: usize = 10_000;

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
    #[command(flatten)]
    pub shared: InCommon,
    /// They are senior or influential
    #[arg(long)]
    pub senior: bool,
    /// They don't know you at all
    #[arg(long, conflicts_with_all = ["met_at", "met_briefly"])]
    pub stranger: bool,
    /// You saw that the request was really sent
    #[arg(long)]
    pub confirmed: bool,
}

#[derive(Args, Debug, Default)]
pub struct InCommon {
    /// You met there, and both of you will remember it
    #[arg(long, value_name = "EVENT", conflicts_with = "met_briefly")]
    pub met_at: Option<String>,
    /// You met there, but only briefly
    #[arg(long, value_name = "EVENT")]
    pub met_briefly: Option<String>,
    /// Number of connections that you share
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(CONNECTIONS_LIMIT)))]
    pub mutual: Option<u32>,
}

pub fn connections(text: &str) -> Result<u32> {
    read_connections(text)
        .map_err(|error| Error::usage(format!("--connections: {error}")).hint_if(error.hint()))
}

pub fn cleaned(option: &str, text: &str, most: usize) -> Result<String> {
    clean(text, most).map_err(|error| Error::usage(format!("{option}: {error}")))
}

pub fn circumstances(args: Circumstances) -> Result<Known> {
    let short = |option, text: Option<String>| text.map(|text| cleaned(option, &text, MAX_WORD)).transpose();
    let note = args.note_file.as_deref().map(read_note).transpose()?.or(args.note);
    Ok(Known {
        note: note.as_deref().map(note_text).transpose()?.flatten(),
        generic: args.generic,
        template: short("--template", args.template)?,
        met_at: short("--met-at", args.shared.met_at)?,
        met_briefly: short("--met-briefly", args.shared.met_briefly)?,
        mutual: args.shared.mutual,
        senior: args.senior,
        stranger: args.stranger,
        confirmed: args.confirmed,
        tags: tags("--tag", &args.tags)?,
    })
}

/// `met RustConf, shared 4, senior`
pub fn put_odds(text: &str, known: &mut Circumstances) -> Result<()> {
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (word, rest) = part.split_once(' ').map_or((part, ""), |(word, rest)| (word, rest.trim()));
        match (word.to_lowercase().as_str(), rest) {
            ("senior", "") => known.senior = true,
            ("met", event) if !event.is_empty() => {
                known.shared.met_at =
                    Some(cleaned("met", event.strip_prefix("at ").unwrap_or(event), MAX_WORD)?);
            }
            ("shared", number) => {
                let number = number.parse().ok().filter(|number| *number <= CONNECTIONS_LIMIT);
                known.shared.mutual = Some(number.ok_or_else(|| unread(part))?);
            }
            _ => return Err(unread(part)),
        }
    }
    Ok(())
}

fn unread(part: &str) -> Error {
    Error::usage(format!("can't read {:?}", excerpt(part)))
        .hint("write for instance: met RustConf, shared 4, senior")
}

pub fn tags(option: &str, tags: &[String]) -> Result<Vec<String>> {
    let mut tags = tags.iter().map(|tag| cleaned(option, tag, MAX_WORD)).collect::<Result<Vec<_>>>()?;
    tags.sort();
    tags.dedup();
    Ok(tags)
}

/// Line breaks included; an empty one is none.
pub fn note_text(note: &str) -> Result<Option<String>> {
    let note = note.trim();
    if note.chars().count() > MAX_NOTE {
        return Err(Error::usage(format!("the note is longer than {MAX_NOTE} characters")));
    }
    Ok(Some(note.to_owned()).filter(|note| !note.is_empty()))
}

pub fn read_note(file: &Path) -> Result<String> {
    let failed = |error| Error::failed(format!("cannot read the note {}", file.display())).caused_by(error);
    let open = || -> std::io::Result<Box<dyn Read>> {
        Ok(if file == Path::new("-") {
            Box::new(std::io::stdin())
        } else {
            Box::new(fs_err::File::open(file)?)
        })
    };
    let mut text = String::new();
    open().and_then(|file| file.take(1 << 20).read_to_string(&mut text)).map_err(failed)?;
    Ok(text)
}
