//! What SQLite finds wrong with a file.

use rusqlite::Connection;

const MOST_PROBLEMS: usize = 10;

pub(super) fn problems(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut problems = torn_pages(connection)?;
    let orphans = "SELECT count(*), \"table\" FROM pragma_foreign_key_check GROUP BY \"table\"";
    let mut check = connection.prepare(orphans)?;
    let told = |row: &rusqlite::Row| {
        let (count, table): (u32, String) = (row.get(0)?, row.get(1)?);
        Ok(match count {
            1 => format!("1 row of {table:?} belongs to nothing"),
            count => format!("{count} rows of {table:?} belong to nothing"),
        })
    };
    problems.extend(check.query_map([], told)?.collect::<rusqlite::Result<Vec<_>>>()?);
    Ok(problems)
}

pub(super) fn torn_pages(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut check = connection.prepare(&format!("PRAGMA integrity_check({MOST_PROBLEMS})"))?;
    let told: Vec<String> = check.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    // Several may come as one text.
    let lines =
        told.iter().flat_map(|told| told.lines()).filter(|line| *line != "ok" && !line.starts_with("***"));
    Ok(lines.map(str::to_owned).collect())
}
