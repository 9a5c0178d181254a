pub use clap::Args;
pub use serde_json::{Value, json};

pub use crate::context::Context;
pub use crate::error::{Error, Exit, Result};
pub use crate::output::text::{Line, Role, count, faint, strong};
pub use crate::output::ui::Ui;
