//! A folder as a mail program keeps it, with one file in it that the first byte names; and a page saved as one file.
#![no_main]

use std::fs;

use invtrack::import::open;
use invtrack_fuzz::{options, read};
use libfuzzer_sys::fuzz_target;

const FILES: [&str; 8] = [
    "Inbox", "1.emlx", "x.mbox/mbox", ".LinkedIn/cur/1", "cur/1", "All mail.mbox", "a.eml", "takeout.zip",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let folder = std::env::temp_dir().join(format!("invtrack-fuzz-{}", std::process::id()));
    let file = folder.join(FILES[usize::from(choice & 7)]);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(&file, bytes).expect("a file");
    for place in [&folder, &file] {
        if let Ok(read) = open(place, &options(), &mut |_, _| ()) {
            assert!(read.iter().all(|read| !read.report.kind.is_empty()));
        }
    }
    fs::remove_dir_all(&folder).expect("a folder");
    drop(read(bytes, "page.mhtml", &options()));
});
