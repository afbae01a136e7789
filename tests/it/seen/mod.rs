//! What the eye sees of a page, and what it cannot: damage, marks, struck and turned text, covers, ink without text.
#![cfg(feature = "pdf")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod cells;
mod clips;
mod covered;
mod damage;
mod drawing;
mod drawn;
mod over;
mod rules;
mod slanted;
