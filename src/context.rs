//! What a command finds around it. The only reader of the environment and of the clock.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::cli::Global;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::output::ui::{Terminal, Ui};
use crate::record::date;
use crate::record::time::{Day, Instant, Moment, Zone};
use crate::store::{Store, own, paths};

/// Sets the clock of one command: for scripts and tests.
const NOW: &str = "INVTRACK_NOW";

#[derive(Clone)]
pub struct Env {
    /// The time of this command: everything in it happens now.
    pub now: Instant,
    pub zone: Zone,
    pub config: Config,
    pub database: PathBuf,
    /// The user named the database file, so it is meant to be there.
    named: bool,
}

/// The terminal part alone, so that even a wrong environment can be reported.
pub fn ui(global: &Global) -> Ui {
    let terminal = Terminal {
        no_color: variable("NO_COLOR").is_some_and(|value| !value.is_empty()),
        force_color: variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0"),
        dumb: variable("TERM").is_some_and(|term| term == "dumb"),
        unicode: is_unicode(),
        columns: variable("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|&columns| columns > 0),
        pager: variable("PAGER").unwrap_or_else(|| "less".to_owned()),
    };
    Ui::new(global.output, terminal)
}

/// By the locale; where none is set, nobody wants another.
fn is_unicode() -> bool {
    let mut set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(variable);
    let locale = set.find(|value| !value.is_empty()).map(|value| value.to_lowercase().replace('-', ""));
    variable("TERM").is_none_or(|term| term != "dumb") && locale.is_none_or(|locale| locale.contains("utf8"))
}

/// Behind `invtrack __complete`: the words of a command line, of which the last is being typed.
pub fn words_to_complete() -> Option<Vec<OsString>> {
    let mut args = std::env::args_os().skip(1);
    (args.next()? == "__complete").then(|| args.collect())
}

pub fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// Where shells look for what is installed for one user: data, and settings.
pub fn shell_folders() -> Option<(PathBuf, PathBuf)> {
    let base = etcetera::base_strategy::Xdg::new().ok()?;
    Some((base.data_dir(), base.config_dir()))
}

/// And where for all users, the packages' places and `make install`'s.
pub fn shared_folders() -> Vec<PathBuf> {
    let named = variable("XDG_DATA_DIRS").filter(|named| !named.is_empty());
    let named = named.unwrap_or_else(|| "/usr/local/share:/usr/share".to_owned());
    let own = shell_folders().map(|(data, _)| data);
    own.into_iter().chain(std::env::split_paths(&named)).collect()
}

pub fn editor() -> String {
    let mut named = [variable("VISUAL"), variable("EDITOR")].into_iter().flatten();
    let plain = if cfg!(windows) { "notepad" } else { "vi" };
    named.find(|editor| !editor.trim().is_empty()).unwrap_or_else(|| plain.to_owned())
}

/// And whether the user named it.
fn settings_file(global: &Global) -> Option<(PathBuf, bool)> {
    let usual = || Some(platform()?.config_dir().join("invtrack").join("config.toml"));
    global.config.clone().map(|path| (path, true)).or_else(|| Some((usual()?, false)))
}

impl Env {
    pub fn new(global: &Global) -> Result<Self> {
        let load = |(path, named)| Config::load(path, named);
        let config = settings_file(global).map_or_else(|| Ok(Config::default()), load)?;
        Self::with(config, global)
    }

    /// Where the user's own settings can't be used and that is to be told.
    pub fn with_defaults(global: &Global) -> Result<Self> {
        let at = |(path, named)| Config::at(path, named);
        Self::with(settings_file(global).map_or_else(Config::default, at), global)
    }

    fn with(config: Config, global: &Global) -> Result<Self> {
        let database = match &global.db {
            Some(path) => path.clone(),
            None => platform()
                .map(|base| base.data_dir())
                .map(|base| base.join("invtrack").join("invtrack.db"))
                .ok_or_else(|| {
                    Error::failed("there is no home directory to look for the database in")
                        .hint("name the file with --db FILE or INVTRACK_DB")
                })?,
        };
        Ok(Self { now: clock()?, zone: Zone::Local, config, database, named: global.db.is_some() })
    }

    pub fn refreshed(&self) -> Result<Self> {
        Ok(self.at(clock()?))
    }

    #[must_use]
    pub fn at(&self, now: Instant) -> Self {
        Self { now, ..self.clone() }
    }

    pub fn for_demo(database: PathBuf, now: Instant) -> Self {
        Self { now, zone: Zone::Utc, config: Config::default(), database, named: false }
    }

    pub fn open_to_read(&self) -> Result<Option<Store>> {
        match Store::open_to_read(&self.database)? {
            None if self.named => Err(self.no_database()),
            store => Ok(store),
        }
    }

    pub fn open_to_change(&self) -> Result<Store> {
        Store::open_to_change(&self.database)?.ok_or_else(|| self.no_database())
    }

    pub fn open_to_add(&self) -> Result<Store> {
        Store::open_to_write(&self.database)
    }

    /// Where a file would replace one of ours, or what is no file at all, such as a device.
    pub fn refuse_to_write(&self, path: &Path) -> Result<()> {
        own::refuse(&self.database, path)?;
        let refused = |what| {
            Error::usage(format!("{} {what}", path.display())).hint("name another file; nothing was changed")
        };
        let is_special = |meta: std::fs::Metadata| !meta.is_file() && !meta.is_dir();
        if paths::is_same(path, &self.config.path) {
            Err(refused("is the settings file"))
        } else if path.metadata().is_ok_and(is_special) {
            Err(refused("is a device or a pipe, not a file"))
        } else {
            Ok(())
        }
    }

    pub fn no_database(&self) -> Error {
        Error::failed(format!("there is no database {} yet", self.database.display()))
            .hint("record something first: `invtrack import FILE` or `invtrack add NAME`")
    }

    pub fn past(&self, option: &str, text: &str) -> Result<Moment> {
        date::parse_moment(text, self.now, self.zone, self.config.settings.dates.order.order())
            .and_then(|moment| date::refuse_future(moment, self.now, self.zone))
            .map_err(|error| Error::usage(format!("{option}: {error}")).hint_if(error.hint()))
    }

    pub fn ahead(&self, option: &str, text: &str) -> Result<Day> {
        date::parse_ahead(text, self.now, self.zone, self.config.settings.dates.order.order())
            .map_err(|error| Error::usage(format!("{option}: {error}")).hint_if(error.hint()))
    }

    pub fn past_or_now(&self, option: &str, text: Option<&str>) -> Result<Moment> {
        text.map_or(Ok(Moment::Exact(self.now)), |text| self.past(option, text))
    }

    pub fn today(&self) -> Day {
        self.zone.day_of(self.now)
    }

    pub fn note_nothing_yet(&self, ui: &mut Ui) {
        ui.note(&format!("nothing is recorded yet; looked in {}", self.database.display()));
    }

    /// A day is its local noon.
    pub fn rfc3339(&self, moment: Moment) -> String {
        moment.instant(self.zone).to_rfc3339()
    }

    /// `2026-10-05 14:30`
    pub fn wall_clock(&self, at: Instant) -> String {
        let (day, hour, minute) = self.zone.wall_clock(at);
        format!("{} {hour:02}:{minute:02}", day.iso())
    }

    /// `2 days ago`, or `never`
    pub fn ago(&self, moment: Option<Moment>) -> String {
        moment.map_or_else(|| "never".to_owned(), |moment| date::ago(moment, self.now, self.zone))
    }

    /// `Tue 2026-10-06 (46 days ago)`
    pub fn echo(&self, moment: Moment) -> String {
        date::echo(moment, self.now, self.zone)
    }
}

pub struct AsOf {
    pub now: Moment,
    pub learned_by: Option<Instant>,
}

impl AsOf {
    /// A day of the past includes what was recorded on that day.
    pub fn read(text: Option<&str>, context: &Env) -> Result<Self> {
        let now = Self { now: Moment::Exact(context.now), learned_by: None };
        let Some(text) = text else { return Ok(now) };
        Ok(match context.past("--as-of", text)? {
            Moment::Day(day) if day == context.today() => now,
            Moment::Day(day) => {
                let next = day.plus_days(1).and_then(|next| context.zone.at(next, 0, 0, 0));
                Self { now: Moment::Day(day), learned_by: next.map(|next| next.plus_millis(-1)) }
            }
            Moment::Exact(at) => Self { now: Moment::Exact(at), learned_by: Some(at) },
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn clock() -> Result<Instant> {
    let Some(text) = variable(NOW) else {
        let since_1970 =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        return Ok(Instant::from_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX)));
    };
    Instant::parse_rfc3339(&text).ok_or_else(|| {
        Error::usage(format!("{NOW} must be a time such as 2026-10-05T14:30:00Z, not {text:?}"))
            .hint(format!("unset {NOW} to use the real clock"))
    })
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn platform() -> Option<impl BaseStrategy> {
    etcetera::base_strategy::choose_native_strategy().ok()
}
