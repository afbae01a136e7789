//! `convert --corrections`: which corrections are for which input.

use std::io::{Error, ErrorKind, Result};
use std::path::PathBuf;

use putuo_notice::{Corrections, Notice, Parser};

use crate::Inputs;
use crate::files::{self, Input};

/// The corrections given, each for one of the inputs.
#[derive(Default)]
pub(crate) struct Corrected(Vec<(String, Corrections)>);

impl Corrected {
    /// Reads files of corrections. Each must be for one of the inputs: by the name it tests, or because there is one only.
    pub(crate) fn read(paths: &[PathBuf], inputs: &Inputs) -> Result<Self> {
        let mut all = Self::default();
        if paths.is_empty() {
            return Ok(all);
        }
        let inputs = files::inputs(&inputs.files)?;
        for path in paths {
            let wrong = |kind, why: String| Error::new(kind, format!("{}: {why}", path.display()));
            let bytes = std::fs::read(path).map_err(|e| wrong(e.kind(), e.to_string()))?;
            let read = Corrections::from_json(&bytes)
                .map_err(|e| wrong(ErrorKind::InvalidData, format!("{e}\n  help: {}", e.help())))?;
            for corrections in read {
                let of = inputs.iter().find(|i| match &corrections.name {
                    Some(name) => i.name == *name,
                    None => inputs.len() == 1,
                });
                let Some(of) = of else {
                    let name = corrections
                        .name
                        .as_deref()
                        .unwrap_or("a file they do not name");
                    return Err(wrong(
                        ErrorKind::InvalidInput,
                        format!(
                            "these corrections are for {name}, which is not among the inputs\n  help: give that file, under that name"
                        ),
                    ));
                };
                if all.of(&of.name).is_some() {
                    return Err(wrong(
                        ErrorKind::InvalidInput,
                        format!(
                            "{} has corrections from another file already\n  help: give one file of corrections for each input",
                            of.name
                        ),
                    ));
                }
                all.0.push((of.name.clone(), corrections));
            }
        }
        Ok(all)
    }

    /// Those for an input.
    pub(crate) fn of(&self, name: &str) -> Option<&Corrections> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, c)| c)
    }

    /// Reads an input, with its corrections if it has any.
    pub(crate) fn parse(
        &self,
        input: &Input,
        parser: &Parser,
        bytes: &[u8],
    ) -> std::result::Result<Notice, putuo_notice::Error> {
        match self.of(&input.name) {
            Some(corrections) => parser.parse_corrected(bytes, corrections),
            None => parser.parse(bytes),
        }
    }
}
