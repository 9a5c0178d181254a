use serde::Serialize;

#[derive(Clone, Serialize, Debug)]
pub struct Diagnosis {
    pub check: &'static str,
    /// Something is wrong: exit code 1. Else it may be meant otherwise.
    pub wrong: bool,
    pub text: String,
    pub todo: String,
    pub fixed: bool,
}

impl Diagnosis {
    pub fn wrong(check: &'static str, text: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { check, wrong: true, text: text.into(), todo: todo.into(), fixed: false }
    }

    pub fn remark(check: &'static str, text: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { wrong: false, ..Self::wrong(check, text, todo) }
    }

    #[must_use]
    pub fn fixed(mut self, fix: bool, mend: impl FnOnce() -> bool) -> Self {
        self.fixed = fix && mend();
        self
    }

    pub const fn is_wrong(&self) -> bool {
        self.wrong && !self.fixed
    }
}
