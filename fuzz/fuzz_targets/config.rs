//! The numbers of the model, as a settings file lays them over the defaults: what is accepted is usable, and written
//! out it says the same.
#![no_main]

use invtrack::model::settings::Model;
use invtrack_fuzz::{assert_message, text};
use libfuzzer_sys::fuzz_target;
use toml::{Table, Value};

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut user) = text(bytes).parse::<Table>() else { return };
    let Some(Value::Table(user)) = user.remove("model") else { return };
    let mut table = Table::try_from(Model::default()).expect("numbers, words and tables");
    lay_over(&mut table, user);
    let Ok(model) = Value::Table(table).try_into::<Model>() else { return };
    match model.validate() {
        Ok(()) => {
            let written = toml::to_string(&model).expect("what was read can be written");
            assert_eq!(toml::from_str(&written), Ok(model), "{written}");
        }
        Err(reason) => assert_message(&reason),
    }
});

fn lay_over(base: &mut Table, user: Table) {
    for (key, value) in user {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(base)), Value::Table(user)) => lay_over(base, user),
            (Some(known), value) => *known = value,
            (None, _) => {}
        }
    }
}
