//! The settings file: what is accepted is usable, and written out it says the same.
#![no_main]

use std::path::PathBuf;

use invtrack::config::Config;
use invtrack_fuzz::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match Config::of_file(&text(bytes), PathBuf::from("config.toml")) {
        Ok(config) => {
            assert_eq!(config.settings.model.validate(), Ok(()));
            let lines =
                config.entries().into_iter().map(|entry| format!("{} = {}\n", entry.dotted(), entry.value));
            let written = lines.collect::<String>();
            let again = Config::of_file(&written, config.path).expect("what was accepted once is accepted");
            assert_eq!(again.settings, config.settings);
        }
        Err(error) => assert!(!error.message.is_empty() && !error.causes.is_empty()),
    }
});
