//! Why a page cannot be read, and what to do about it.

/// Why a page as a whole cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// Nothing visible is in it.
    #[error("the page is empty")]
    Empty,
    /// Another encoding, or no text at all.
    #[error("the page is not text in UTF-8")]
    NotUtf8,
    /// More bytes than a page has.
    #[error("the page is larger than {limit_mib} MiB")]
    TooLarge {
        /// The cap, in MiB.
        limit_mib: usize,
    },
    /// More lines than a page has.
    #[error("the page has more than {limit} lines")]
    TooManyLines {
        /// The cap.
        limit: usize,
    },
    /// HTML that no browser saves.
    #[error("the page has an HTML tag with more than {limit} attributes")]
    TooManyAttributes {
        /// The cap.
        limit: usize,
    },
    /// None of the pages that can be read.
    #[error("this is no LinkedIn page that invtrack can read")]
    NothingKnown,
    /// A list, but none of its words is known.
    #[error("this looks like a list in a language that invtrack cannot read")]
    OtherLanguage,
    /// A known list without a row that makes sense.
    #[error("not one row of the {page} can be read")]
    NoRow {
        /// `Sent page` or `Connections page`.
        page: &'static str,
    },
    /// The Sent or the Connections page where one person's profile is asked for.
    #[error("this is a list of people, not the profile of one")]
    AList,
    /// Neither button, badge nor number of connections was found.
    #[error("nothing in this is known from the top of a profile page")]
    NotAProfile,
}

impl PageError {
    /// Whether it was a page that could be recognised.
    pub(in crate::import) const fn is_of_a_page(self) -> bool {
        matches!(self, Self::OtherLanguage | Self::NoRow { .. } | Self::AList)
    }

    /// What the user can do about it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "select all on the page, copy, and paste that",
            Self::NotUtf8 => "copy the page as text, or save it as HTML with the encoding UTF-8",
            Self::TooLarge { .. } | Self::TooManyLines { .. } | Self::TooManyAttributes { .. } => {
                "select all on the page, copy, and take that text instead"
            }
            Self::NothingKnown => {
                "readable are Manage invitations > Sent and the Connections page in English or German, and a \
                 profile page in any of 36 languages, each copied as text or saved as HTML"
            }
            Self::OtherLanguage | Self::NoRow { .. } => {
                "the Sent and the Connections page are read in English and German: set LinkedIn to one of them, \
                 and copy the page again from top to bottom"
            }
            Self::AList => "open the profile of the one you mean, select all, and copy that",
            Self::NotAProfile => {
                "copy the profile page from the name down: expected are the badge (2nd), the number of connections, or \
                 buttons such as Connect, Pending or Message, in any of 36 languages"
            }
        }
    }
}
