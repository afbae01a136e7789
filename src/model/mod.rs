//! The structured notice: plain data, serialisable both ways, every value with its place in the input.
//!
//! The JSON form is the contract `putuo-notice/1`: `snake_case` names, an unknown value is `null` and never missing.

mod amount;
mod compare;
mod correction;
mod date;
mod found;
mod kind;
mod ledger;
mod notice;
mod summary;
mod table;
mod text;

pub use amount::{Amount, AmountPart, Currency, Settlement, Stage, Tax, Unit, UnitFrom, Unknown};
pub use correction::{Correction, Corrections};
pub use date::{Date, DateText};
pub use found::{FoundCell, FoundTable};
pub use kind::Kind;
pub use ledger::Ledger;
pub use notice::{
    Attachment, AttachmentNote, Declared, DeclaredSum, DeclaredWhat, DocumentNumber, Format,
    Imprint, Metadata, Notice, SCHEMA, Source,
};
pub use summary::{Summary, Sums};
pub use table::{Column, Item, Role, Row, RowKind, Table};
pub use text::{CellText, Origin, Text};
