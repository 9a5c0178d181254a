//! The columns of `status`.

use crate::commands::verdict::{Told, measure};
use crate::model::wording::percent;
use crate::output::table::{Cell, Column};
use crate::output::text::Role;

/// What a column shows, and what stands for it in a pipe.
pub struct Field {
    key: &'static str,
    pub column: Column,
    pub cell: fn(&Told) -> Cell,
    pub text: fn(&Told) -> String,
}

/// In the order of a pipe; a table has all but the last.
pub static FIELDS: [Field; 8] = [
    Field {
        key: "number",
        column: Column { title: "#", min: 8, max: 8, drop: 1 },
        cell: |row| Cell(Role::Faint, row.id().to_string()),
        text: |row| row.id().to_string(),
    },
    Field {
        key: "who",
        column: Column { title: "WHO", min: 14, max: 28, drop: 0 },
        cell: |row| Cell(Role::Strong, row.attempt.person.name.clone()),
        text: |row| row.attempt.person.name.clone(),
    },
    Field {
        key: "sent",
        column: Column { title: "SENT", min: 12, max: 16, drop: 3 },
        cell: |row| Cell::plain(row.context.ago(Some(row.attempt.sent))),
        text: |row| row.attempt.sent.day(row.context.zone).iso(),
    },
    Field {
        key: "look",
        column: Column { title: "LAST LOOK", min: 12, max: 16, drop: 4 },
        cell: |row| Cell::plain(row.last_look_ago()),
        text: |row| row.attempt.last_look().map(|at| at.day(row.context.zone).iso()).unwrap_or_default(),
    },
    Field {
        key: "verdict",
        column: Column { title: "VERDICT", min: 12, max: 16, drop: 0 },
        cell: |row| {
            let (role, sign, word) = row.badge();
            Cell(role, format!("{sign} {word}"))
        },
        text: |row| row.judged.verdict.class.word().to_owned(),
    },
    Field {
        key: "chance",
        column: Column { title: "", min: 13, max: 13, drop: 0 },
        cell: |row| {
            Cell::plain(measure(&row.judged.verdict).map(|sure| format!("{sure:>7}")).unwrap_or_default())
        },
        text: |row| row.confidence().map(|sure| percent(sure).to_string()).unwrap_or_default(),
    },
    Field {
        key: "why",
        column: Column { title: "WHY", min: 19, max: 120, drop: 2 },
        cell: |row| Cell::plain(row.why()),
        text: |row| row.why(),
    },
    Field {
        key: "tags",
        column: Column { title: "TAGS", min: 8, max: 40, drop: 5 },
        cell: |row| Cell(Role::Faint, row.attempt.context.tags.join(", ")),
        text: |row| row.attempt.context.tags.join(","),
    },
];

impl Field {
    pub const KEYS: [usize; FIELDS.len()] = [0, 1, 2, 3, 4, 5, 6, 7];

    pub fn key(place: usize) -> &'static str {
        FIELDS[place].key
    }
}
