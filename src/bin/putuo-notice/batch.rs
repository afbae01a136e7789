//! Many files, in parallel, results in the order of the inputs.

use std::panic::{AssertUnwindSafe, catch_unwind};

use putuo_notice::{Error, ParseOptions, Parser};
use rayon::prelude::*;

use crate::Inputs;
use crate::files::{self, Input};
use crate::progress::Progress;
use crate::worker;

/// Files read before their results are given on: enough to keep every processor busy, few enough for little memory.
const CHUNK: usize = 64;

/// Reads one input with the parser; a failure is a sentence for people.
pub(crate) fn one<T>(
    inputs: &Inputs,
    input: &Input,
    bytes: std::io::Result<Vec<u8>>,
    work: impl Fn(&Parser, &[u8]) -> Result<T, Error>,
) -> Result<T, String> {
    let bytes = bytes.map_err(|e| e.to_string())?;
    worker::try_opening(inputs, &bytes)?;
    let parser = parser(inputs, Some(&input.name));
    // A fault of the reader must not stop the batch.
    match catch_unwind(AssertUnwindSafe(|| work(&parser, &bytes))) {
        Ok(result) => result.map_err(|e| format!("{e}\n  help: {}", e.help())),
        Err(_) => Err(
            "internal fault while reading this file\n  help: please report it, with the file if you can"
                .to_owned(),
        ),
    }
}

/// A parser with the options of the command line.
pub(crate) fn parser(inputs: &Inputs, name: Option<&str>) -> Parser {
    let mut options = ParseOptions::default();
    options.password.clone_from(&inputs.password);
    options.name = name.map(str::to_owned);
    for (name, value) in &inputs.limit {
        options.limits.set(name, *value);
    }
    if inputs.second_reader {
        options.second_reader = Some(worker::second_reader(inputs));
    }
    Parser::new(options)
}

/// Workers, as many as asked for.
pub(crate) fn pool(inputs: &Inputs) -> std::io::Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(inputs.jobs.unwrap_or(0))
        .build()
        .map_err(std::io::Error::other)
}

/// Runs over all inputs and gives each result on, in order; failed ones are said, and the others go on. Returns whether
/// any failed.
pub(crate) fn each<T: Send>(
    inputs: &Inputs,
    work: impl Fn(&Input, &Parser, &[u8]) -> Result<T, Error> + Sync,
    mut give: impl FnMut(&Input, T) -> std::io::Result<()>,
) -> std::io::Result<bool> {
    let all = files::inputs(&inputs.files)?;
    if !inputs.quiet {
        files::say_passed(&inputs.files)?;
    }
    let progress = Progress::new(all.len(), inputs.quiet);
    // Starting threads takes longer than reading one file.
    let pool = if all.len() > 1 {
        Some(pool(inputs)?)
    } else {
        None
    };
    let mut failures = Vec::new();
    for chunk in all.chunks(CHUNK) {
        let read = |input: &Input| {
            let bytes = files::read(&input.path);
            let result = one(inputs, input, bytes, |parser, bytes| {
                work(input, parser, bytes)
            });
            progress.step();
            result
        };
        let results: Vec<Result<T, String>> = match &pool {
            Some(pool) => pool.install(|| chunk.par_iter().map(read).collect()),
            None => chunk.iter().map(read).collect(),
        };
        for (input, result) in chunk.iter().zip(results) {
            match result {
                Ok(value) => give(input, value)?,
                Err(message) => {
                    progress.say(&format!(
                        "putuo-notice: {}: {message}",
                        input.path.display()
                    ));
                    failures.push(input.name.clone());
                }
            }
        }
    }
    progress.finish();
    said(all.len(), &failures);
    Ok(!failures.is_empty())
}

/// The failures once more, at the end of a batch.
pub(crate) fn said(total: usize, failures: &[String]) {
    if total > 1 && !failures.is_empty() {
        eprintln!("putuo-notice: {} of {total} files failed:", failures.len());
        for name in failures {
            eprintln!("  {name}");
        }
    }
}
