//! Why a table cannot be read, or not yet.

/// Why a table as a whole cannot be read. What is quoted in it is other people's text: escape it for a terminal.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TableError {
    /// `--map` without `=`, or with a quote that is not closed.
    #[error("--map: {text:?} is not FIELD=HEADER")]
    Map {
        /// What was given.
        text: String,
    },
    /// `--map` names a field that does not exist.
    #[error("--map: there is no field {word:?}")]
    UnknownField {
        /// What was given.
        word: String,
        /// What was perhaps meant.
        hint: Option<String>,
    },
    /// `--map` says twice where a field is.
    #[error("--map: {field} is given twice")]
    MappedTwice {
        /// The field.
        field: &'static str,
    },
    /// `--map` names a column that is not there.
    #[error("--map: there is no column {header:?}; the columns are {}", list(.found))]
    NoSuchHeader {
        /// What was given.
        header: String,
        /// The columns that are there.
        found: Vec<String>,
        /// What was perhaps meant.
        hint: Option<String>,
    },
    /// `--map` names a header that two columns have.
    #[error("--map: two columns are called {header:?}")]
    HeaderTwice {
        /// The header.
        header: String,
    },
    /// Two columns could be the same field.
    #[error("both {first:?} and {second:?} could be {field}")]
    TwoColumns {
        /// The field.
        field: &'static str,
        /// One header.
        first: String,
        /// The other.
        second: String,
    },
    /// No column for what every request needs.
    #[error("no column tells {missing}; the columns are {}", list(.found))]
    Missing {
        /// What is missing.
        missing: &'static str,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// All-numeric dates, and nothing tells which number is the month.
    #[error("row {row}: day and month of a date could be exchanged, and no other row tells the order")]
    DateOrder {
        /// The line of the first such date.
        row: u64,
    },
    /// Some dates have the day first, others the month.
    #[error("row {day_first} has the day first, row {month_first} the month")]
    DateOrders {
        /// A line with the day first.
        day_first: u64,
        /// A line with the month first.
        month_first: u64,
    },
    /// Rows, none of which says what a request is.
    #[error("not one of the rows can be read; row {row}: {reason}")]
    NoRow {
        /// The line of the first.
        row: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// So many bad rows that the columns cannot be what they are taken for.
    #[error("more than {limit} rows cannot be read; row {row}: {reason}")]
    TooManyBadRows {
        /// The cap.
        limit: usize,
        /// The line of the first.
        row: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// More than a table may have.
    #[error("the table is larger than {limit_gib} GiB")]
    TooLarge {
        /// The cap.
        limit_gib: u64,
    },
}

const FIELDS: &str = "the fields are name, first_name, last_name, profile_url, email, sent_at, note, accepted_at, \
     withdrawn_at and tags";

impl TableError {
    /// Whether it is the command line that is wrong.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Map { .. }
                | Self::UnknownField { .. }
                | Self::MappedTwice { .. }
                | Self::NoSuchHeader { .. }
                | Self::HeaderTwice { .. }
        )
    }

    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Map { .. } => Some("for example: --map 'sent_at=\"Date sent\",name=Contact'".to_owned()),
            Self::UnknownField { hint, .. } => Some(hint.clone().unwrap_or_else(|| FIELDS.to_owned())),
            Self::NoSuchHeader { hint, .. } => hint.clone(),
            Self::MappedTwice { .. } | Self::TooLarge { .. } => None,
            Self::HeaderTwice { .. } => Some("rename one of them".to_owned()),
            // `--map` could not tell them apart.
            Self::TwoColumns { first, second, .. } if first.to_lowercase() == second.to_lowercase() => {
                Some("rename one of them".to_owned())
            }
            Self::TwoColumns { field, first, .. } => {
                Some(format!("say which: --map '{field}=\"{}\"'", first.replace('"', "\"\"")))
            }
            Self::NoRow { .. } | Self::TooManyBadRows { .. } => Some(
                "say which column is what with --map FIELD=HEADER, or that there is none with FIELD="
                    .to_owned(),
            ),
            Self::Missing { .. } => Some(format!("say which column it is with --map FIELD=HEADER; {FIELDS}")),
            Self::DateOrder { .. } => Some("say which comes first: --date-order dmy, or mdy".to_owned()),
            Self::DateOrders { .. } => Some(
                "say which is right with --date-order; rows with the other order are left out".to_owned(),
            ),
        }
    }
}

/// The first headers, quoted.
fn list(headers: &[String]) -> String {
    const MOST: usize = 30;
    const LONGEST: usize = 40;
    let quoted = headers.iter().take(MOST).map(|header| {
        let short: String = header.chars().take(LONGEST).collect();
        format!("{short:?}")
    });
    let more = if headers.len() > MOST { ", …" } else { "" };
    quoted.collect::<Vec<_>>().join(", ") + more
}
