use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::prelude::*;
use crate::context;
use crate::output::file;

/// What completes for which shell; all but the last ask invtrack itself at every TAB.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Elvish,
    Powershell,
    Nushell,
}

impl Shell {
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    pub const fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("completions/invtrack.bash"),
            Self::Zsh => include_str!("completions/_invtrack"),
            Self::Fish => include_str!("completions/invtrack.fish"),
            Self::Elvish => include_str!("completions/invtrack.elv"),
            Self::Powershell => include_str!("completions/invtrack.ps1"),
            Self::Nushell => include_str!("../../completions/invtrack.nu"),
        }
    }

    pub fn place(self) -> Option<PathBuf> {
        let (data, settings) = context::shell_folders()?;
        Some(match self {
            Self::Bash => data.join("bash-completion/completions/invtrack"),
            Self::Zsh => data.join("zsh/site-functions/_invtrack"),
            Self::Fish => settings.join("fish/completions/invtrack.fish"),
            Self::Elvish => settings.join("elvish/lib/invtrack.elv"),
            Self::Powershell => settings.join("powershell/invtrack.ps1"),
            Self::Nushell => settings.join("nushell/autoload/invtrack.nu"),
        })
    }

    /// Where a package or `make install` puts it.
    pub fn shared_places(self) -> impl Iterator<Item = PathBuf> {
        let below: &[&str] = match self {
            Self::Bash => &["bash-completion/completions/invtrack"],
            Self::Zsh => &["zsh/vendor-completions/_invtrack", "zsh/site-functions/_invtrack"],
            Self::Fish => &["fish/vendor_completions.d/invtrack.fish"],
            Self::Elvish | Self::Powershell | Self::Nushell => &[],
        };
        context::shared_folders()
            .into_iter()
            .flat_map(|folder| below.iter().map(move |path| folder.join(path)))
    }

    /// A line that it takes, too, and where.
    fn besides(self, place: &Path) -> Option<(&'static str, String)> {
        let (file, folder) = (place.display(), place.parent()?.display());
        match self {
            Self::Zsh => Some(("~/.zshrc", format!("fpath+=('{folder}'); autoload -Uz compinit; compinit"))),
            Self::Elvish => Some(("rc.elv", "use invtrack".to_owned())),
            Self::Powershell => Some(("the file that $PROFILE names", format!(". '{file}'"))),
            Self::Bash | Self::Fish | Self::Nushell => None,
        }
    }
}

/// Print the completion script for a shell, or install it
///
/// Once it is installed, TAB completes people, tags, templates, labels, rules and settings, too: the script asks
/// invtrack, which reads your record and changes nothing.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
    /// Put the script where the shell looks for it
    #[arg(long)]
    install: bool,
    /// Take it away from there
    #[arg(long, conflicts_with = "install")]
    remove: bool,
    /// Don't ask
    #[arg(long)]
    yes: bool,
}

pub fn run(args: &Completions, ui: &mut Ui) -> Result<Exit> {
    if !args.install && !args.remove {
        ui.raw(args.shell.script());
        return Ok(Exit::Done);
    }
    let place = args.shell.place().ok_or_else(|| Error::failed("there is no home directory"))?;
    let (is_there, path) = (place.exists(), place.display().to_string());
    let asked = match (args.install, is_there) {
        (true, true) => format!("Replace {path}?"),
        (true, false) => format!("Write {path}?"),
        (false, true) => format!("Remove {path}?"),
        (false, false) => return Err(Error::failed(format!("nothing is installed in {path}"))),
    };
    if !args.yes {
        prompt::agree(ui, &asked, "--yes does it without asking", "Nothing was changed.")?;
    }
    let failed = |error: std::io::Error| Error::failed(format!("cannot change {path}")).caused_by(error);
    if args.remove {
        fs_err::remove_file(&place).map_err(failed)?;
    } else {
        place.parent().map_or(Ok(()), fs_err::create_dir_all).map_err(failed)?;
        file::write(&place, true, |out| out.write_all(args.shell.script().as_bytes()))?;
    }
    ui.answer(json!({ "path": path, "installed": args.install }), |ui| {
        ui.say(format!("{} {path}", if args.install { "Wrote" } else { "Removed" }));
        if !args.install {
            return;
        }
        if let Some((file, line)) = args.shell.besides(&place) {
            ui.say(format!("Add this line to {file}:"));
            ui.raw(&format!("  {line}\n"));
        }
        if args.shell == Shell::Bash {
            ui.say("It needs the package bash-completion.");
        }
        ui.say("It works in shells that are started after that.");
    })
}
