//! An export of the program's own: what is accepted can be merged, written down and exported again without loss.
#![no_main]

use std::cell::RefCell;
use std::path::Path;

use invtrack::domain::archive::{Archive, EXPORT_KIND, EXPORT_SCHEMA};
use invtrack::domain::merge::merge;
use invtrack::error::Error;
use invtrack::import::own;
use invtrack::store::Store;
use invtrack_fuzz::{NOW, text};
use libfuzzer_sys::fuzz_target;

/// Far over any message: what is quoted of a file is cut.
const MAX_MESSAGE_BYTES: usize = 1_000;

thread_local! {
    /// An empty database, which no input changes for the next one.
    static STORE: RefCell<Store> = RefCell::new(Store::scratch_copy(Path::new("none.db")).expect("an empty database"));
}

fuzz_target!(|bytes: &[u8]| {
    match own::read(&text(bytes), "x.json".to_owned()) {
        Ok(archive) => assert_archive(&archive),
        Err(error) => {
            let message = error.to_string();
            assert!(!message.is_empty() && message.len() <= MAX_MESSAGE_BYTES, "{message:?}");
        }
    }
});

fn assert_archive(read: &Archive) {
    let nothing = Archive::default();
    // A file may hold a thing twice, which no export does. The first merge makes it one.
    let archive = merge(&nothing, read).archive;
    for (ours, theirs) in [(&archive, &archive), (&archive, &nothing), (&nothing, &archive), (&archive, read)]
    {
        assert_eq!(merge(ours, theirs).archive, archive);
    }
    let again = merge(&archive, &archive);
    assert!(!again.is_changed && again.conflicts.is_empty());
    assert_eq!(stored(&archive), archive);
    assert_eq!(own::read(&exported(&archive), "x.json".to_owned()).expect("an export is accepted"), archive);
}

/// What a database says into which it was written.
fn stored(archive: &Archive) -> Archive {
    STORE.with_borrow_mut(|store| {
        let mut stored = None;
        let undone = store.write(|change| {
            change.restore(archive)?;
            stored = Some(change.archive().expect("what was written is read"));
            Err::<(), Error>(Error::failed("undone"))
        });
        assert_eq!(undone.map_err(|error| error.message), Err("undone".to_owned()));
        stored.expect("it was read before the change was undone")
    })
}

/// As the program writes it.
fn exported(archive: &Archive) -> String {
    let mut document = serde_json::to_value(archive).expect("an archive is JSON");
    document["schema"] = EXPORT_SCHEMA.into();
    document["kind"] = EXPORT_KIND.into();
    document["exported_at"] = NOW.to_rfc3339().into();
    document.to_string()
}
