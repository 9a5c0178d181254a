//! Writes the files that `compare.sh` measures with: `sample DATABASE REQUESTS CSV ROWS`.

use std::path::Path;

use invtrack::error::{Error, Result};

fn main() -> Result<()> {
    // Cargo adds options of its own.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let [database, requests, csv, rows] = args.as_slice() else { return Ok(()) };
    generate::database(Path::new(database), number(requests)?)?;
    Ok(fs_err::write(csv, generate::connections_csv(number(rows)?))?)
}

fn number(text: &str) -> Result<usize> {
    text.parse().map_err(|_| Error::usage(format!("{text:?} is not a number")))
}
