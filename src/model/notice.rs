//! The notice as a whole.

use serde::{Deserialize, Serialize};

use super::amount::Amount;
use super::correction::Correction;
use super::date::DateText;
use super::kind::Kind;
use super::ledger::Ledger;
use super::table::{Item, Table};
use super::text::Text;
use crate::diagnostic::Diagnostic;
use crate::location::Location;

/// Name and version of the JSON contract.
pub const SCHEMA: &str = "putuo-notice/1";

/// Form of the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Format {
    /// Plain text in any layout.
    #[default]
    Text,
    /// PDF.
    Pdf,
    /// HTML page or fragment.
    Html,
    /// Word document (Office Open XML).
    Docx,
    /// Excel workbook (Office Open XML).
    Xlsx,
    /// Excel workbook of the binary format that came before.
    Xls,
    /// Spreadsheet of `OpenDocument`.
    Ods,
    /// Web page saved in one file (MIME HTML).
    Mhtml,
    /// Scanned page.
    Image,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// Name given by the caller.
    pub name: Option<String>,
    /// Form of the input.
    pub format: Format,
    /// Character encoding of a text input, by its WHATWG name: `UTF-8`, `gb18030`, `UTF-16LE`.
    pub encoding: Option<String>,
    /// Pages of a PDF.
    pub pages: Option<u32>,
    /// SHA-256 of the input, in hexadecimal: what corrections say that they are for.
    #[serde(default)]
    pub sha256: Option<String>,
}

/// 发文字号: the notice's own number (GB/T 9704-2012 7.2.5), never that of a document it cites.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentNumber {
    /// As printed, white space removed: `舟普民基〔2023〕1号`.
    pub text: String,
    /// 机关代字, the issuer's code: `舟普民基`.
    pub code: Option<String>,
    /// Year: 2023.
    pub year: Option<u16>,
    /// Running number in that year: 1.
    pub serial: Option<u32>,
    /// Where it stands.
    pub locations: Vec<Location>,
    /// Whether it was read again from its picture, and the two readings agree; nothing where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<bool>,
}

/// One line of the 附件说明: which attachments the body says there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AttachmentNote {
    /// Its number, where several are numbered.
    pub number: Option<u32>,
    /// Its title.
    pub title: Text,
}

/// 版记: who got copies, who printed the notice and when. Its date is not the notice's date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Imprint {
    /// 抄送机关.
    pub copied_to: Vec<Text>,
    /// 印发机关.
    pub printed_by: Option<Text>,
    /// 印发日期.
    pub printed_on: Option<DateText>,
}

/// What a declared count counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DeclaredWhat {
    /// Purchasers: `10 个单位`.
    Purchasers,
    /// Projects: `26 个项目`.
    Items,
    /// Anything else.
    #[default]
    Other,
}

/// A count that the body declares: `共 10 个单位、26 个项目`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Declared {
    /// The count.
    pub count: u64,
    /// The counted word: `单位`.
    pub of: String,
    /// What that is in this model.
    pub what: DeclaredWhat,
    /// Number of the attachment that it is said of, if of one: `3个单位，见附件1`.
    #[serde(default)]
    pub attachment: Option<u32>,
    /// The phrase as printed.
    pub text: Text,
}

/// A sum that the body declares: `总金额628.077万元`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeclaredSum {
    /// The sum.
    pub amount: Amount,
    /// The phrase as printed.
    pub text: Text,
}

/// An attachment as it stands in the notice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attachment {
    /// `附件`, `附件1`, `附表`.
    pub label: Option<Text>,
    /// Its number.
    pub number: Option<u32>,
    /// Its title.
    pub title: Option<Text>,
    /// Paragraphs, notes and lines in it that are no table.
    pub notes: Vec<Text>,
    /// The file it was read from, if it is not that of the notice itself.
    #[serde(default)]
    pub source: Option<Source>,
}

/// A line of the block that web pages put before a notice: 索引号, 文号, 成文日期 …
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Metadata {
    /// The label, blanks removed: `索引号`.
    pub key: String,
    /// The value.
    pub value: Text,
}

/// An official notice.
///
/// Made by [`parse_notice`](crate::parse_notice) or [`Parser::parse`](crate::Parser::parse).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What was read.
    pub source: Source,
    /// 文种.
    pub kind: Option<Kind>,
    /// 发文机关, in printed order.
    pub issuers: Vec<Text>,
    /// 发文字号.
    pub document_number: Option<DocumentNumber>,
    /// 份号.
    pub copy_number: Option<Text>,
    /// 密级和保密期限.
    pub classification: Option<Text>,
    /// 紧急程度.
    pub urgency: Option<Text>,
    /// 签发人.
    pub signers: Vec<Text>,
    /// 标题, line breaks joined.
    pub title: Option<Text>,
    /// 主送机关, one for each group outside brackets.
    pub recipients: Vec<Text>,
    /// Paragraphs of the 正文.
    pub body: Vec<Text>,
    /// 附件说明.
    pub attachment_notes: Vec<AttachmentNote>,
    /// 发文机关署名.
    pub signatories: Vec<Text>,
    /// 成文日期.
    pub date: Option<DateText>,
    /// 附注: （此件公开发布）.
    pub remarks: Vec<Text>,
    /// 版记.
    pub imprint: Option<Imprint>,
    /// Block of labels and values of a web page.
    pub metadata: Vec<Metadata>,
    /// Counts that the body declares.
    pub declared: Vec<Declared>,
    /// Sums that the body declares.
    pub declared_sums: Vec<DeclaredSum>,
    /// Numbers of documents that the body cites.
    pub cited: Vec<DocumentNumber>,
    /// Attachments.
    pub attachments: Vec<Attachment>,
    /// Tables, in printed order.
    pub tables: Vec<Table>,
    /// The projects of all tables, in printed order.
    pub items: Vec<Item>,
    /// What a reviewer corrected; empty when the notice is as it was read.
    #[serde(default)]
    pub corrections: Vec<Correction>,
    /// Doubts and findings.
    pub diagnostics: Vec<Diagnostic>,
    /// Where every printed character went.
    pub ledger: Ledger,
}
