//! What the reader has to say about a result: every doubt and every finding, aloud.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::location::Location;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Something was normalised or is worth knowing; nothing need be done.
    Info,
    /// An oddity or a doubt: a person should look before the value is used.
    Warning,
    /// The notice contradicts itself, or a value could not be had: do not use it unseen.
    Error,
}

impl Severity {
    /// The word of the JSON contract: `info`, `warning` or `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding: what, how grave, about which value, where printed, and what to do.
///
/// # Examples
/// ```
/// use putuo_notice::{Diagnostic, Severity};
/// let d = Diagnostic::new("count.items", Severity::Error, "26 items declared, 25 found", "公布26个项目，实得25个")
///     .path("/declared/1")
///     .help("look for a row lost at a page break", "查找分页处遗漏的行");
/// assert_eq!(d.code, "count.items");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// Stable name of the kind of finding, `area.what`; checks are switched by it.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// What was expected and what was found, in English.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// JSON pointer (RFC 6901) to the value it is about, in the serialised notice; empty for the whole notice.
    pub path: String,
    /// Where that stands in the input, if it stands in one place.
    pub location: Option<Location>,
    /// What to do next, in English.
    pub help: Option<String>,
    /// The same in Chinese.
    pub help_zh: Option<String>,
}

impl Diagnostic {
    /// Every code that a finding of this crate's own can have: what [`ParseOptions::checks`](crate::ParseOptions::checks)
    /// can name. Their table is that of [`codes`](crate::codes).
    ///
    /// # Examples
    /// ```
    /// use putuo_notice::Diagnostic;
    /// assert!(Diagnostic::codes().any(|code| code == "sum.total"));
    /// ```
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let rows = include_str!("codes.md").lines();
        rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next())
    }

    /// A finding about the whole notice; narrow it with [`path`](Self::path) and [`at`](Self::at).
    #[must_use]
    pub fn new(
        code: impl Into<Cow<'static, str>>,
        severity: Severity,
        message: impl Into<String>,
        message_zh: impl Into<String>,
    ) -> Self {
        Self {
            code: code.into(),
            severity,
            message: message.into(),
            message_zh: message_zh.into(),
            path: String::new(),
            location: None,
            help: None,
            help_zh: None,
        }
    }

    /// Sets the JSON pointer to the value.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Sets the place in the input.
    #[must_use]
    pub fn at(mut self, location: impl Into<Option<Location>>) -> Self {
        self.location = location.into();
        self
    }

    /// Sets what to do next, in both languages.
    #[must_use]
    pub fn help(mut self, english: impl Into<String>, chinese: impl Into<String>) -> Self {
        self.help = Some(english.into());
        self.help_zh = Some(chinese.into());
        self
    }
}
