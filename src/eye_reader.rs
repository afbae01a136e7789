//! The eye: a recogniser of printed lines, with which numbers are read a second time from their pictures.

use std::fmt;
use std::sync::Arc;

/// Height of the pictures that a recogniser is given, in pixels: that of PP-OCR's recognisers.
pub(crate) const LINE_HEIGHT: usize = 48;

/// Reads the lines of a page.
type Recognise = dyn Fn(&[LinePicture]) -> Result<Vec<LineReading>, String> + Send + Sync;

/// The picture of one printed line, upright, in grey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinePicture {
    width: usize,
    pixels: Vec<u8>,
}

impl LinePicture {
    /// How high every picture is, in pixels.
    pub const HEIGHT: usize = LINE_HEIGHT;

    pub(crate) fn new(width: usize, pixels: Vec<u8>) -> Self {
        Self { width, pixels }
    }

    /// Its width in pixels.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Its pixels, row by row from the top; 255 is paper, 0 the darkest ink.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }
}

/// What a recogniser sees on a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineReading {
    /// Its characters from left to right, each with the recogniser's confidence from 0 to 1.
    pub characters: Vec<(char, f32)>,
}

/// How much of a notice is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EyeScope {
    /// Sums, running numbers, declared counts and sums, document number and date.
    #[default]
    Numbers,
    /// Purchasers and projects, too.
    Cells,
}

/// A recogniser for [`ParseOptions::eye`](crate::ParseOptions::eye): every number of a PDF's pages is read a second time, from
/// its picture.
///
/// A page is rendered by unrelated code, each number is cut out and recognised, and what is seen is compared with what the
/// file's codes say. Where both agree, the value is marked as seen; where they differ, the notice has a diagnostic
/// (`eye.disagrees`, `eye.unread`). The eye never changes a value.
///
/// Cheap to clone; clones share the recogniser.
///
/// # Examples
/// ```
/// use putuo_notice::{Eye, LineReading, ParseOptions, Parser};
/// let mut options = ParseOptions::default();
/// // One that sees nothing; `Eye::open` loads a recogniser from a folder.
/// options.eye = Some(Eye::new(|lines| Ok(vec![LineReading::default(); lines.len()])));
/// let parser = Parser::new(options);
/// # let _ = parser;
/// ```
#[derive(Clone)]
pub struct Eye {
    recognise: Arc<Recognise>,
    scope: EyeScope,
}

impl Eye {
    /// A recogniser of your own. It is given some lines of a page, and answers with as many readings in their order, or
    /// with the reason for a failure in words.
    pub fn new(
        recognise: impl Fn(&[LinePicture]) -> Result<Vec<LineReading>, String> + Send + Sync + 'static,
    ) -> Self {
        Self {
            recognise: Arc::new(recognise),
            scope: EyeScope::default(),
        }
    }

    /// The same recogniser, looking at so much of a notice. Default: [`EyeScope::Numbers`].
    ///
    /// # Examples
    /// ```
    /// use putuo_notice::{Eye, EyeScope};
    /// let eye = Eye::new(|_| Err("not at home".into())).scope(EyeScope::Cells);
    /// # let _ = eye;
    /// ```
    #[must_use]
    pub fn scope(mut self, scope: EyeScope) -> Self {
        self.scope = scope;
        self
    }

    pub(crate) fn looks_at_cells(&self) -> bool {
        self.scope == EyeScope::Cells
    }

    /// Reads lines.
    ///
    /// # Errors
    /// Why nothing was read, in words.
    pub fn recognise(&self, lines: &[LinePicture]) -> Result<Vec<LineReading>, String> {
        let read = (self.recognise)(lines)?;
        if read.len() == lines.len() {
            Ok(read)
        } else {
            Err(format!(
                "{} readings were given of {} lines",
                read.len(),
                lines.len()
            ))
        }
    }
}

/// What the eye saw otherwise, for the review page: the value's path, and the pictures of its lines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    pub(crate) path: String,
    pub(crate) lines: Vec<LinePicture>,
}

impl fmt::Debug for Eye {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Eye")
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}
