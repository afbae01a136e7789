//! How a notice is read, and what it may cost.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::diagnostic::Severity;

/// How a notice is read. Every field has a default that suits a single public file.
///
/// # Examples
/// ```
/// use putuo_notice::{ParseOptions, Parser};
/// let mut options = ParseOptions::default();
/// options.name = Some("通知.pdf".into());
/// let parser = Parser::new(options);
/// # let _ = parser;
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ParseOptions {
    /// Name of the input, kept in [`Source::name`](crate::Source::name). Default: none.
    pub name: Option<String>,
    /// Password of an encrypted PDF. Default: none (an empty user password is always tried).
    pub password: Option<String>,
    /// Checks switched off (`None`) or given another severity, by diagnostic code. Default: empty, every check as documented.
    pub checks: BTreeMap<String, Option<Severity>>,
    /// What the input may cost.
    pub limits: Limits,
}

/// What an input may cost before reading stops with
/// [`ErrorKind::LimitExceeded`](crate::ErrorKind::LimitExceeded).
///
/// Each field says its default and what it guards against.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the input. Default: 64 MiB. Guards memory.
    pub input_bytes: u64,
    /// Bytes that all streams of a PDF may inflate to, together. Default: 256 MiB. Guards against inflate bombs.
    pub inflated_bytes: u64,
    /// Bytes that one stream may inflate to. Default: 64 MiB.
    pub stream_bytes: u64,
    /// Pages. Default: 2,000.
    pub pages: u64,
    /// Printed characters, over all pages. Default: 2,000,000.
    pub glyphs: u64,
    /// Content-stream operators, over all pages. Default: 20,000,000. Guards against forms that call themselves.
    pub operators: u64,
    /// How deep forms may nest. Default: 16 (real notices nest two or three deep).
    pub form_depth: u64,
    /// Cells of tables, over the whole notice. Default: 1,000,000.
    pub cells: u64,
    /// Milliseconds of wall-clock time. Default: 10,000.
    pub time_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 64 << 20,
            inflated_bytes: 256 << 20,
            stream_bytes: 64 << 20,
            pages: 2_000,
            glyphs: 2_000_000,
            operators: 20_000_000,
            form_depth: 16,
            cells: 1_000_000,
            time_ms: 10_000,
        }
    }
}

impl Limits {
    /// The time limit as a duration.
    #[must_use]
    pub fn time(&self) -> Duration {
        Duration::from_millis(self.time_ms)
    }
}
