//! Build script: the program is linked to a fixed address where it is started most.
//!
//! Its dependencies hold tables of glyph names, HTML entities and the like, with some 46,000 addresses in them. In a
//! position-independent program the loader writes each of them anew at every start, on 240 pages of memory: 0.65 ms, more than
//! a twelfth of the time that a usual notice takes. What the program reads is guarded by the language (no `unsafe` of its
//! own), not by where its code lies; libraries, heap and stack keep their random places.
#![allow(clippy::print_stdout)] // Cargo reads it

fn main() {
    println!("cargo:rerun-if-changed=src/bin/putuo-notice/link.rs");
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|v| v == value);
    let linux = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    if linux && std::env::var_os("CARGO_FEATURE_CLI").is_some() {
        println!("cargo:rustc-link-arg-bin=putuo-notice=-no-pie");
    }
}
