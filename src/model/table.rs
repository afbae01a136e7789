//! Tables and the items they list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::amount::{Amount, Unit};
use super::text::{CellText, Text};

/// What a column holds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Role {
    /// 序号: the running number.
    Sequence,
    /// 购买主体: who buys.
    Purchaser,
    /// 项目名称: what it is called.
    Project,
    /// 服务内容: what is done.
    Content,
    /// 服务对象: for whom.
    Beneficiary,
    /// 承接主体: who does it.
    Provider,
    /// 金额: the main sum.
    Amount,
    /// Any further column of money.
    AmountOther,
    /// 购买方式: how it is bought.
    Method,
    /// 资金来源: where the money comes from.
    Source,
    /// 实施时间: when.
    Period,
    /// 备注: remarks.
    Note,
    /// Anything else, kept under its header.
    #[default]
    Other,
}

impl Role {
    /// Name of the field of an [`Item`] that a column of this role fills.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Sequence => "sequence",
            Self::Purchaser => "purchaser",
            Self::Project => "project",
            Self::Content => "content",
            Self::Beneficiary => "beneficiary",
            Self::Provider => "provider",
            Self::Amount => "amount",
            Self::Method => "method",
            Self::Source => "source",
            Self::Period => "period",
            Self::Note => "note",
            Self::AmountOther | Self::Other => "others",
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column {
    /// The header's text; a header of several rows as `upper/lower`.
    pub header: String,
    /// What the column holds.
    pub role: Role,
    /// Unit of money that the header names: 金额（万元）.
    pub unit: Option<Unit>,
    /// The header's cells as printed, from the top row down.
    pub texts: Vec<Text>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RowKind {
    /// A project.
    #[default]
    Item,
    /// 小计.
    Subtotal,
    /// 合计, 总计.
    Total,
    /// 其中.
    OfWhich,
    /// A name over the rows below it, with no sum: 一、养老服务类.
    Heading,
    /// A remark between or below the rows: 注：金额含税, 填表人：某某.
    Note,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row {
    /// What the row is.
    pub kind: RowKind,
    /// One for each column, in the columns' order.
    pub cells: Vec<CellText>,
    /// The sums of the money columns, by header. Boxed, for each map has room for eleven, and few rows have more than one.
    pub amounts: BTreeMap<String, Box<Amount>>,
}

/// A table, over all its pages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table {
    /// Index of the attachment it stands in.
    pub attachment: Option<usize>,
    /// Its own title, where it has one beside the attachment's.
    pub title: Option<Text>,
    /// Unit of money that a line of the table names: 单位：万元.
    pub unit: Option<Unit>,
    /// That line as printed.
    pub unit_text: Option<Text>,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows, top to bottom, headers left out.
    pub rows: Vec<Row>,
}

/// A project: a row of kind [`RowKind::Item`] in one shape, whatever table it stands in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// 序号 as printed (`01`).
    pub sequence: Option<CellText>,
    /// 购买主体.
    pub purchaser: Option<CellText>,
    /// 项目名称.
    pub project: Option<CellText>,
    /// 服务内容.
    pub content: Option<CellText>,
    /// 服务对象.
    pub beneficiary: Option<CellText>,
    /// 承接主体.
    pub provider: Option<CellText>,
    /// 购买方式.
    pub method: Option<CellText>,
    /// 资金来源.
    pub source: Option<CellText>,
    /// 实施时间.
    pub period: Option<CellText>,
    /// 备注.
    pub note: Option<CellText>,
    /// The sum of the main money column.
    pub amount: Option<Amount>,
    /// The sums of every money column, by header.
    pub amounts: BTreeMap<String, Box<Amount>>,
    /// The cells of columns without a role of their own, by header.
    pub others: BTreeMap<String, CellText>,
    /// Names of the fields that a reviewer corrected: `purchaser`, `amount` …
    #[serde(default)]
    pub corrected: Vec<String>,
    /// Whether a person should look at it before it is used: a warning or an error points at it, or at its row.
    #[serde(default)]
    pub needs_review: bool,
    /// Index of its table in [`Notice::tables`](crate::Notice::tables).
    pub table: usize,
    /// Index of its row in that table.
    pub row: usize,
}

impl Item {
    /// The cell of a role that an item has at most once; `None` for money and other columns.
    #[must_use]
    pub fn cell(&self, role: Role) -> Option<&CellText> {
        match role {
            Role::Sequence => self.sequence.as_ref(),
            Role::Purchaser => self.purchaser.as_ref(),
            Role::Project => self.project.as_ref(),
            Role::Content => self.content.as_ref(),
            Role::Beneficiary => self.beneficiary.as_ref(),
            Role::Provider => self.provider.as_ref(),
            Role::Method => self.method.as_ref(),
            Role::Source => self.source.as_ref(),
            Role::Period => self.period.as_ref(),
            Role::Note => self.note.as_ref(),
            Role::Amount | Role::AmountOther | Role::Other => None,
        }
    }
}
