//! An export that was unzipped: its files are in the folder, or one level down.

use std::path::{Path, PathBuf};

use fs_err as fs;

use super::ImportError;
use super::listing::{self, Contents, File, MAX_FILES};
use super::place::{bytes_of, day_changed, name_of};
use crate::record::time::Zone;

/// Reads the files that matter in the folder `path`, whose own name is `name`.
pub(super) fn open(path: &Path, name: String, zone: Zone) -> Result<Contents, ImportError> {
    let files = Walk::of(path, &name)?.files;
    let shown: Vec<String> = files.iter().map(|file| file.shown.clone()).collect();
    let choice = listing::choose(&shown, &name)?;
    let mut contents = Contents::default();
    contents.names.extend(choice.folder(&shown).map(str::to_owned));
    contents.names.insert(0, name);
    for (kind, index) in choice.wanted() {
        let file = &files[index];
        let name = listing::base_name(&file.shown).to_owned();
        contents.changed.extend(day_changed(&fs::metadata(&file.path)?, zone));
        contents.put(kind, File { bytes: bytes_of(&file.path, &name)?, name });
    }
    contents.left_alone = choice.left_alone;
    Ok(contents)
}

/// The only file in the folder that is wanted: its path and its name; none if there is none.
pub(super) fn only(
    path: &Path,
    name: &str,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Option<(PathBuf, String)>, ImportError> {
    let files = Walk::of(path, name)?.files;
    let mut wanted = files.into_iter().filter(|file| is_wanted(&file.shown));
    match (wanted.next(), wanted.next()) {
        (Some(first), Some(second)) => {
            let (first, second) = (first.shown, second.shown);
            Err(ImportError::Ambiguous { file: name.to_owned(), first, second })
        }
        (file, _) => Ok(file.map(|file| {
            let name = listing::base_name(&file.shown).to_owned();
            (file.path, name)
        })),
    }
}

struct Found {
    path: PathBuf,
    /// Relative to the folder given, with `/`.
    shown: String,
}

#[derive(Default)]
struct Walk {
    files: Vec<Found>,
    folders: Vec<Found>,
    seen: usize,
}

impl Walk {
    /// The files of a folder and of the folders in it, by name.
    fn of(path: &Path, name: &str) -> Result<Self, ImportError> {
        let mut walk = Self::default();
        walk.list(path, "", name)?;
        for folder in std::mem::take(&mut walk.folders) {
            // A folder that only others may read is none of ours.
            match walk.list(&folder.path, &folder.shown, name) {
                Err(ImportError::Read(_)) => {}
                done => done?,
            }
        }
        walk.files.sort_by(|a, b| a.shown.cmp(&b.shown));
        Ok(walk)
    }

    fn list(&mut self, path: &Path, prefix: &str, name: &str) -> Result<(), ImportError> {
        for entry in fs::read_dir(path)? {
            self.seen += 1;
            if self.seen > MAX_FILES {
                return Err(ImportError::TooManyFiles { file: name.to_owned(), limit: MAX_FILES });
            }
            let path = entry?.path();
            let shown = format!("{prefix}{}", name_of(&path));
            if let Ok(metadata) = fs::metadata(&path)
                && !listing::is_litter(&shown)
            {
                if metadata.is_dir() {
                    self.folders.push(Found { path, shown: shown + "/" });
                } else if metadata.is_file() {
                    self.files.push(Found { path, shown });
                }
            }
        }
        Ok(())
    }
}
