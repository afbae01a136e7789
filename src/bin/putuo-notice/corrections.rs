//! `convert --corrections`: which corrections are for which input.

use std::io::{Error, ErrorKind, Result};
use std::path::PathBuf;

use putuo_notice::Corrections;
use serde::{Deserialize, Serialize};

use crate::files::{self, Input, name_of};
use crate::shown;

/// The corrections given, by the SHA-256 of the file that each is for.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Corrected(Vec<(String, Corrections)>);

impl Corrected {
    /// Reads files of corrections. Each must be for one of the inputs, which is told by what is in it, not by its name: the
    /// file may have been moved, and another may have its name.
    pub(crate) fn read(paths: &[PathBuf], inputs: &[Input], limit: u64) -> Result<Self> {
        let mut all = Self::default();
        if paths.is_empty() {
            return Ok(all);
        }
        // All of them are held at the same time.
        let mut left = limit;
        let known: Vec<String> = inputs.iter().filter_map(|i| i.sha256(limit)).collect();
        for path in paths {
            let wrong =
                |kind, why: String| Error::new(kind, format!("{}: {why}", shown(&name_of(path))));
            let bytes = files::read(path, left).map_err(|e| wrong(e.kind(), e.to_string()))?;
            left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            let read = Corrections::from_json(&bytes)
                .map_err(|e| wrong(ErrorKind::InvalidData, format!("{e}\n  help: {}", e.help())))?;
            for corrections in read {
                let name = shown(corrections.name.as_deref().unwrap_or("a file"));
                let invalid = |why: String| Err(wrong(ErrorKind::InvalidInput, why));
                let Some(sha256) = corrections.sha256.clone() else {
                    return invalid(format!(
                        "these corrections are for {name}, and do not say by its checksum (SHA-256) which file that is\n  help: \
                         review it again and save them anew"
                    ));
                };
                if !known.contains(&sha256) {
                    return invalid(format!(
                        "these corrections are for {name} (SHA-256 {}), which is not among the inputs\n  help: give the \
                         file that was reviewed, byte for byte",
                        shown(&sha256)
                    ));
                }
                if all.of(|| &sha256).is_some() {
                    return invalid(format!(
                        "{name} has corrections from another file already\n  help: give one file of corrections for \
                         each input"
                    ));
                }
                all.0.push((sha256, corrections));
            }
        }
        Ok(all)
    }

    /// Those for a file, whose SHA-256 is asked for if there are any.
    pub(crate) fn of<'s>(&self, sha256: impl Fn() -> &'s str) -> Option<&Corrections> {
        self.0.iter().find(|(of, _)| of == sha256()).map(|(_, c)| c)
    }

    /// What tells them from others.
    pub(crate) fn key(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}
