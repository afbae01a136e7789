//! An opened PDF file.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::Pdf;
use hayro_syntax::object::{ObjectIdentifier, Stream};
use hayro_syntax::{DecryptionError, LoadPdfError};

use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::source::guard::{self, Containers};
use crate::source::inflate;
use crate::source::structure::{self, Damage};

/// Runs work of the libraries that read PDFs. What they give up on (a panic) is damage that they do not expect.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| Error::from(ErrorKind::DamagedPdf).detail("its objects contradict each other"))
}

/// A PDF file, opened, decrypted, its size checked.
pub(crate) struct PdfFile {
    pub(crate) pdf: Pdf,
    /// What is wrong with it as a whole.
    pub(crate) damage: Vec<Damage>,
}

impl PdfFile {
    /// The file as it came.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.pdf.data().as_ref()
    }
}

impl fmt::Debug for PdfFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PdfFile")
            .field("objects", &self.pdf.len())
            .finish()
    }
}

/// Opens a PDF: with an empty password, then with the one given.
pub(crate) fn open(bytes: &[u8], ctx: &Context<'_>) -> Result<PdfFile, Error> {
    let containers = guard::check(bytes, ctx)?;
    let given = ctx.options.password.as_deref();
    let data = std::sync::Arc::new(bytes.to_vec());
    let found = caught(|| {
        let found = Pdf::new(data.clone());
        match (&found, given) {
            (Err(LoadPdfError::Decryption(_)), Some(password)) => {
                Pdf::new_with_password(data, password)
            }
            _ => found,
        }
    })?;
    ctx.check_time()?;
    let pdf = found.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => match given {
            Some(_) => ErrorKind::WrongPassword,
            None => ErrorKind::PasswordRequired,
        },
        LoadPdfError::Decryption(_) => ErrorKind::UnsupportedEncryption,
        LoadPdfError::Invalid => ErrorKind::DamagedPdf,
    })?;
    if pdf.pages().is_empty() {
        return Err(Error::from(ErrorKind::DamagedPdf).detail("it has no pages"));
    }
    let pages = u64::try_from(pdf.pages().len()).unwrap_or(u64::MAX);
    ctx.check_limit("pages", pages, ctx.options.limits.pages)?;
    let damage = caught(|| damage(&pdf, &containers, ctx))?;
    Ok(PdfFile { pdf, damage })
}

/// What is wrong with a file as a whole, its streams of objects first.
fn damage(pdf: &Pdf, containers: &Containers, ctx: &Context<'_>) -> Vec<Damage> {
    let cap = ctx.options.limits.object_bytes;
    let encrypted = || {
        let mut numbers = containers.encrypted.iter();
        numbers.find_map(|&number| {
            let id = ObjectIdentifier::new(number, 0);
            inflate::flaw(&pdf.xref().get::<Stream<'_>>(id)?, cap)
        })
    };
    let objects = containers.flaw.or_else(encrypted).map(Damage::Objects);
    objects.into_iter().chain(structure::damage(pdf)).collect()
}
