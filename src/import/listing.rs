//! Which files of a zip or folder matter.

use super::ImportError;
use crate::record::time::Day;

/// The cap on the number of files in a zip or folder.
pub(super) const MAX_FILES: usize = 5_000;

/// One of the two files of an export that invtrack reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Invitations,
    Connections,
}

impl Kind {
    /// The exact base name, in whatever case: `guide_messages.csv` is not `messages.csv` either.
    fn of_base_name(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("invitations.csv") {
            Some(Self::Invitations)
        } else if name.eq_ignore_ascii_case("connections.csv") {
            Some(Self::Connections)
        } else {
            None
        }
    }

    /// What a single file claims to be, as browsers and people rename it: `Invitations (1).csv`.
    pub(super) fn of_renamed(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let stem = name.strip_suffix(".csv")?;
        if stem.starts_with("invitations") {
            Some(Self::Invitations)
        } else if stem.starts_with("connections") {
            Some(Self::Connections)
        } else {
            None
        }
    }
}

/// A file's text and how the user knows it.
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// What a zip, a folder or a single file brings.
#[derive(Default)]
pub(super) struct Contents {
    pub(super) invitations: Option<File>,
    pub(super) connections: Option<File>,
    pub(super) left_alone: Vec<String>,
    /// Names that may carry the date, the outermost first.
    pub(super) names: Vec<String>,
    /// When the files were last changed.
    pub(super) changed: Vec<Day>,
}

impl Contents {
    /// Adds a file that matters.
    pub(super) fn put(&mut self, kind: Kind, file: File) {
        match kind {
            Kind::Invitations => self.invitations = Some(file),
            Kind::Connections => self.connections = Some(file),
        }
    }
}

/// Which of the listed files matter, as indices, and the names of the rest.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) invitations: Option<usize>,
    pub(super) connections: Option<usize>,
    pub(super) left_alone: Vec<String>,
}

/// Picks the files of the one export among `paths` (parts separated by `/`) of the zip or folder `place`.
pub(super) fn choose(paths: &[String], place: &str) -> Result<Choice, ImportError> {
    let mut choice = Choice { invitations: None, connections: None, left_alone: Vec::new() };
    for (index, path) in paths.iter().enumerate().filter(|(_, path)| !is_litter(path)) {
        match Kind::of_base_name(base_name(path)) {
            Some(kind) => choice.take(kind, index, paths, place)?,
            None => choice.left_alone.push(path.clone()),
        }
    }
    if choice.invitations.is_none() && choice.connections.is_none() {
        return Err(nothing_in(paths, place));
    }
    Ok(choice)
}

impl Choice {
    /// The files that matter, by kind.
    pub(super) fn wanted(&self) -> impl Iterator<Item = (Kind, usize)> + use<> {
        let invitations = self.invitations.map(|index| (Kind::Invitations, index));
        let connections = self.connections.map(|index| (Kind::Connections, index));
        invitations.into_iter().chain(connections)
    }

    /// A second file of the same kind, or one from another folder, belongs to another export.
    fn take(&mut self, kind: Kind, index: usize, paths: &[String], place: &str) -> Result<(), ImportError> {
        let (same, other) = match kind {
            Kind::Invitations => (&mut self.invitations, self.connections),
            Kind::Connections => (&mut self.connections, self.invitations),
        };
        let elsewhere = other.filter(|other| folder(&paths[*other]) != folder(&paths[index]));
        if let Some(first) = same.or(elsewhere) {
            let (first, second) = (paths[first].clone(), paths[index].clone());
            return Err(ImportError::Ambiguous { file: place.to_owned(), first, second });
        }
        *same = Some(index);
        Ok(())
    }

    /// The folder inside the zip or folder that the export is in, if any.
    pub(super) fn folder<'a>(&self, paths: &'a [String]) -> Option<&'a str> {
        let path = paths.get(self.invitations.or(self.connections)?)?;
        Some(folder(path)).filter(|folder| !folder.is_empty())
    }
}

fn nothing_in(paths: &[String], place: &str) -> ImportError {
    let file = place.to_owned();
    let zip = paths.iter().find(|path| path.to_lowercase().ends_with(".zip") && !is_litter(path));
    if paths.iter().any(|path| path == "[Content_Types].xml" || path.starts_with("xl/")) {
        ImportError::Workbook { file }
    } else if let Some(inner) = zip {
        ImportError::Nested { file, inner: inner.clone() }
    } else {
        ImportError::NothingToRead { file }
    }
}

/// Hidden files, and what macOS leaves in its zips (`__MACOSX/._Invitations.csv`).
pub(super) fn is_litter(path: &str) -> bool {
    base_name(path).starts_with('.') || path.split('/').any(|part| part == "__MACOSX")
}

pub(super) fn base_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(paths: &[&str]) -> Result<Choice, ImportError> {
        let paths: Vec<String> = paths.iter().map(|&path| path.to_owned()).collect();
        choose(&paths, "x.zip")
    }

    #[test]
    fn base_names_are_exact_in_any_case_at_any_depth() {
        for (paths, invitations, connections, left_alone) in [
            (&["Connections.csv", "Invitations.csv"][..], Some(1), Some(0), &[][..]),
            (&["a/CONNECTIONS.CSV", "a/messages.csv"], None, Some(0), &["a/messages.csv"]),
            (&["__MACOSX/a/._Invitations.csv", "a/invitations.csv", ".DS_Store"], Some(1), None, &[]),
            (&["__MACOSX/Invitations.csv", "Invitations.csv"], Some(1), None, &[]),
            (
                &["old_Connections.csv", "Connections.csv", "Connections (1).csv", "Connections.csv.bak"],
                None,
                Some(1),
                &["old_Connections.csv", "Connections (1).csv", "Connections.csv.bak"],
            ),
        ] {
            let choice = chosen(paths).unwrap();
            assert_eq!((choice.invitations, choice.connections), (invitations, connections), "{paths:?}");
            assert_eq!(choice.left_alone, left_alone, "{paths:?}");
        }
    }

    #[test]
    fn two_exports_in_one_place_are_ambiguous() {
        for paths in [
            ["a/Invitations.csv", "b/Invitations.csv"],
            ["Connections.csv", "connections.csv"],
            ["Connections.csv", "a/Connections.csv"],
            ["a/Connections.csv", "b/Invitations.csv"],
        ] {
            let Err(ImportError::Ambiguous { first, second, .. }) = chosen(&paths) else {
                panic!("{paths:?}")
            };
            assert_eq!([first.as_str(), second.as_str()], paths);
        }
    }

    #[test]
    fn what_is_there_instead_is_named() {
        assert!(matches!(chosen(&[]), Err(ImportError::NothingToRead { .. })));
        assert!(matches!(chosen(&["guide_messages.csv"]), Err(ImportError::NothingToRead { .. })));
        assert!(matches!(chosen(&["xl/workbook.xml"]), Err(ImportError::Workbook { .. })));
        assert!(
            matches!(chosen(&["a/Export.ZIP"]), Err(ImportError::Nested { inner, .. }) if inner == "a/Export.ZIP")
        );
    }
}
