//! The command-line program: arguments, files, progress, exit code; no logic.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(2) else {
        eprintln!("usage: putuo-notice convert FILE");
        return ExitCode::from(2);
    };
    let read = std::fs::read(&path).map_err(|e| e.to_string());
    let notice = read.and_then(|b| putuo_notice::parse_notice(b).map_err(|e| e.to_string()));
    match notice.and_then(|n| serde_json::to_string_pretty(&n).map_err(|e| e.to_string())) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("putuo-notice: {error}");
            ExitCode::from(2)
        }
    }
}
