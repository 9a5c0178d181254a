pub use clap::{Args, ValueHint};
pub use serde_json::{Value, json};

pub use crate::context::Env;
pub use crate::error::{Error, Exit, Result};
pub use crate::model::request::Request;
pub use crate::model::tracked::Tracked;
pub use crate::output::prompt;
pub use crate::output::text::{Role, Text, cited, count, faint, strong};
pub use crate::output::ui::Ui;
pub use crate::record::time::Moment;
pub use crate::record::uid::Uid;
