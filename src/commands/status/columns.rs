//! The columns of `status`.

use crate::commands::verdict::{Judgement, measure};
use crate::model::wording::percent;
use crate::output::table::{Cell, Column};
use crate::output::text::Role;

/// What a column shows, and what stands for it in a pipe.
pub struct StatusColumn {
    key: &'static str,
    pub column: Column,
    pub cell: fn(&Judgement) -> Cell,
    pub text: fn(&Judgement) -> String,
}

/// In the order of a pipe; a table has all but the last.
pub static FIELDS: [StatusColumn; 8] = [
    StatusColumn {
        key: "number",
        column: Column { title: "#", min: 8, max: 8, drop: 1 },
        cell: |row| Cell(Role::Faint, row.request.id.to_string()),
        text: |row| row.request.id.to_string(),
    },
    StatusColumn {
        key: "who",
        column: Column { title: "WHO", min: 14, max: 28, drop: 0 },
        cell: |row| Cell(Role::Strong, row.request.person.name.clone()),
        text: |row| row.request.person.name.clone(),
    },
    StatusColumn {
        key: "sent",
        column: Column { title: "SENT", min: 12, max: 16, drop: 3 },
        cell: |row| Cell::plain(row.context.ago(Some(row.request.sent))),
        text: |row| row.request.sent.day(row.context.zone).iso(),
    },
    StatusColumn {
        key: "look",
        column: Column { title: "LAST LOOK", min: 12, max: 16, drop: 4 },
        cell: |row| Cell::plain(row.last_look_ago()),
        text: |row| row.request.last_look().map(|at| at.day(row.context.zone).iso()).unwrap_or_default(),
    },
    StatusColumn {
        key: "verdict",
        column: Column { title: "VERDICT", min: 12, max: 16, drop: 0 },
        cell: |row| {
            let (role, sign, word) = row.badge();
            Cell(role, format!("{sign} {word}"))
        },
        text: |row| row.judged.verdict.class.word().to_owned(),
    },
    StatusColumn {
        key: "chance",
        column: Column { title: "", min: 13, max: 13, drop: 0 },
        cell: |row| {
            Cell::plain(measure(&row.judged.verdict).map(|sure| format!("{sure:>7}")).unwrap_or_default())
        },
        text: |row| row.confidence().map(|sure| percent(sure).to_string()).unwrap_or_default(),
    },
    StatusColumn {
        key: "why",
        column: Column { title: "WHY", min: 19, max: 120, drop: 2 },
        cell: |row| Cell::plain(row.why()),
        text: |row| row.why(),
    },
    StatusColumn {
        key: "tags",
        column: Column { title: "TAGS", min: 8, max: 40, drop: 5 },
        cell: |row| Cell(Role::Faint, row.request.context.tags.join(", ")),
        text: |row| row.request.context.tags.join(","),
    },
];

impl StatusColumn {
    pub const KEYS: [usize; FIELDS.len()] = [0, 1, 2, 3, 4, 5, 6, 7];

    pub fn key(place: usize) -> &'static str {
        FIELDS[place].key
    }
}
