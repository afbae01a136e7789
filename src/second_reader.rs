//! A second opinion on the characters of a PDF, by another reader.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

type Read = dyn Fn(&SecondTask<'_>) -> Result<SecondReading, String> + Send + Sync;

/// A reader of unrelated code that reads the characters of a PDF a second time, for
/// [`ParseOptions::second_reader`](crate::ParseOptions::second_reader).
///
/// The characters of each page are compared with those that were read first. Where they differ, the notice has a
/// diagnostic (`second_reader.disagrees`) with the page and the place; where nothing could be compared, one that says
/// so (`second_reader.failed`). What the second reader reads never goes into the notice.
///
/// # Examples
/// ```
/// use putuo_notice::{ParseOptions, Parser, SecondReader, SecondReading};
/// let mut options = ParseOptions::default();
/// // One that reads nothing; with the feature `second-reader` there is `SecondReader::in_process()`.
/// options.second_reader = Some(SecondReader::new(|task| {
///     assert!(task.bytes.starts_with(b"%PDF-"));
///     Ok(SecondReading::default())
/// }));
/// let parser = Parser::new(options);
/// # let _ = parser;
/// ```
#[derive(Clone)]
pub struct SecondReader(Arc<Read>);

impl SecondReader {
    /// A reader of your own: another library, or a process of its own. A failure is told in words.
    pub fn new(
        read: impl Fn(&SecondTask<'_>) -> Result<SecondReading, String> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(read))
    }

    /// Reads a PDF.
    ///
    /// # Errors
    /// Why nothing was read, in words.
    pub fn read(&self, task: &SecondTask<'_>) -> Result<SecondReading, String> {
        (self.0)(task)
    }
}

impl fmt::Debug for SecondReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecondReader")
    }
}

/// What a second reader is to read. The first has opened it already.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct SecondTask<'a> {
    /// The PDF file.
    pub bytes: &'a [u8],
    /// Its password, if one was given.
    pub password: Option<&'a str>,
    /// How long reading may take. Whoever takes longer leaves no time for the rest of the notice.
    pub time: Duration,
}

impl<'a> SecondTask<'a> {
    /// A file to read within a time.
    #[must_use]
    pub const fn new(bytes: &'a [u8], password: Option<&'a str>, time: Duration) -> Self {
        Self {
            bytes,
            password,
            time,
        }
    }
}

impl fmt::Debug for SecondTask<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondTask")
            .field("bytes", &self.bytes.len())
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}

/// What a second reader has read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondReading {
    /// The characters of each page, in file order, in any order on the page; U+FFFD for a character that is printed but
    /// not known. `None` for a page that could not be read.
    pub pages: Vec<Option<String>>,
}
