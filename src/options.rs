//! How a notice is read, and what it may cost.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::diagnostic::Severity;
#[cfg(feature = "ocr")]
use crate::eye_reader::Eye;
#[cfg(feature = "pdf")]
use crate::second_reader::SecondReader;
use crate::watcher::Watcher;

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
    /// A code that is not one of [`Diagnostic::codes`](crate::Diagnostic::codes) is an error, unless the parser has checks of
    /// the user's own ([`Parser::check`](crate::Parser::check)), whose codes may be any.
    pub checks: BTreeMap<String, Option<Severity>>,
    /// Another reader that reads the characters of a PDF a second time; where the two disagree, a diagnostic says so.
    /// Default: none.
    #[cfg(feature = "pdf")]
    pub second_reader: Option<SecondReader>,
    /// A recogniser with which the numbers of a PDF are read a second time from their pictures; where picture and text
    /// disagree, a diagnostic says so. Default: none.
    #[cfg(feature = "ocr")]
    pub eye: Option<Eye>,
    /// Who is told that the document is still being read, and may end that. Default: nobody.
    pub watcher: Option<Watcher>,
    /// What the input may cost.
    pub limits: Limits,
}

/// Defines the limits: each by what it guards, its name and its default.
macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $name:ident = $default:expr,)+) => {
        /// What an input may cost before reading stops with
        /// [`ErrorKind::LimitExceeded`](crate::ErrorKind::LimitExceeded).
        ///
        /// Each field says its default and what it guards against. By default an input takes less than 512 MiB of
        /// memory and 10 seconds, but for the opening of PDFs, which cannot be stopped from outside: a damaged file
        /// made for it (dictionaries that are never closed) takes five seconds for each MiB, the worst that was
        /// measured, and an encrypted one may inflate more than it may before that can be measured. The command-line
        /// program has files read by processes of their own, with limits of time and memory.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct Limits {
            $($(#[doc = $doc])+ pub $name: u64,)+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        impl Limits {
            /// The names of the limits, as errors give them.
            pub const NAMES: &[&str] = &[$(stringify!($name),)+];

            /// Sets a limit by its name. Returns whether there is one of this name.
            ///
            /// # Examples
            /// ```
            /// let mut limits = putuo_notice::Limits::default();
            /// assert!(limits.set("pages", 5_000));
            /// assert_eq!(limits.pages, 5_000);
            /// ```
            pub fn set(&mut self, name: &str, value: u64) -> bool {
                match name {
                    $(stringify!($name) => self.$name = value,)+
                    _ => return false,
                }
                true
            }
        }
    };
}

limits! {
    /// Bytes of the input. Default: 64 MiB. Guards memory.
    input_bytes = 64 << 20,
    /// Bytes that all streams of a PDF may inflate to, together. Default: 256 MiB. Guards against inflate bombs.
    inflated_bytes = 256 << 20,
    /// Bytes that one stream may inflate to, and what the fonts of a PDF may hold together. Default: 64 MiB.
    stream_bytes = 64 << 20,
    /// Bytes that the object and cross-reference streams of a PDF may inflate to, together. They stay in memory as long as
    /// the file is read. Default: 32 MiB (real notices have less than one).
    object_bytes = 32 << 20,
    /// Objects of a PDF. Default: 1,000,000 (a notice of fifty pages has some thousands).
    objects = 1_000_000,
    /// Pages. Default: 2,000.
    pages = 2_000,
    /// Printed characters, over all pages; of a text or a web page all characters; and what the notice says of them more than
    /// once, as carried cells and headers. Default: 1,000,000 (a page has some eight hundred).
    glyphs = 1_000_000,
    /// Content-stream operators, over all pages. Default: 20,000,000. Guards against forms that call themselves.
    operators = 20_000_000,
    /// Parts of paths, areas and pictures, over all pages; of one path an eighth as many. Default: 2,000,000 (a page has
    /// some hundred). Guards memory.
    drawn = 2_000_000,
    /// How deep forms may nest. Default: 16 (real notices nest two or three deep).
    form_depth = 16,
    /// Lines of a text, blank ones too. Default: 500,000.
    lines = 500_000,
    /// Places for cells in tables, over the whole notice. Default: 60,000 (a list of a thousand rows has some ten thousand).
    /// Guards memory: a row with its item takes some thousand bytes for each.
    cells = 60_000,
    /// Attributes of a tag of a web page that is longer than 16 KiB. Default: 2,000 (real ones have some dozens). Guards
    /// time: each is compared with all before it.
    attributes = 2_000,
    /// Milliseconds of wall-clock time. Default: 9,000, so that what is not looked at ends within ten seconds too.
    time_ms = 9_000,
}

impl Limits {
    /// The time limit as a duration.
    #[must_use]
    pub fn time(&self) -> Duration {
        Duration::from_millis(self.time_ms)
    }
}
