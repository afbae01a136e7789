//! Notices as rows: the three tables that every tabular output has.

use rust_decimal::Decimal;

use crate::model::{Amount, CellText, Item, Notice, Origin};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Text; identifiers are text too, so that no zero in front is lost.
    Text,
    /// A whole number.
    Integer,
    /// A sum in yuan.
    Money,
    /// Yes or no.
    Bool,
    /// A date, `2023-04-11`.
    Date,
}

/// A column of an output table.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Field {
    /// Its name, stable.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its heading in Chinese.
    pub title: &'static str,
    /// What it means.
    pub description: &'static str,
}

const fn field(
    name: &'static str,
    kind: Kind,
    title: &'static str,
    description: &'static str,
) -> Field {
    Field {
        name,
        kind,
        title,
        description,
    }
}

/// A value of an output table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number: yuan, or a count.
    Number(Decimal),
    /// Yes or no.
    Bool(bool),
}

impl Value {
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    fn count(count: usize) -> Self {
        Self::Number(Decimal::from(count))
    }

    fn money(value: Option<Decimal>) -> Self {
        value.map_or(Self::Empty, |v| Self::Number(v.normalize()))
    }
}

/// One row a notice; a file that could not be read has a row too.
pub const NOTICES: &[Field] = &[
    field("notice", Kind::Text, "文件", "the file"),
    field("status", Kind::Text, "状态", "ok or failed"),
    field(
        "document_number",
        Kind::Text,
        "发文字号",
        "document number as printed",
    ),
    field("title", Kind::Text, "标题", "title"),
    field("date", Kind::Date, "成文日期", "date of the notice"),
    field("issuers", Kind::Text, "发文机关", "issuing organs"),
    field("recipients", Kind::Text, "主送机关", "to whom it is sent"),
    field("items", Kind::Integer, "项目数", "projects found"),
    field(
        "yuan_exact",
        Kind::Money,
        "确定金额（元）",
        "sum of exact amounts, in yuan",
    ),
    field(
        "yuan_approximate",
        Kind::Money,
        "约数金额（元）",
        "sum of amounts said to be approximate, or settled by unit prices, in yuan",
    ),
    field(
        "yuan_firm",
        Kind::Money,
        "非按实结算金额（元）",
        "sum of amounts not settled as actual, in yuan",
    ),
    field(
        "yuan_actual",
        Kind::Money,
        "按实结算金额（元）",
        "sum of amounts settled as actual, in yuan",
    ),
    field(
        "rates",
        Kind::Integer,
        "单价项目数",
        "projects whose amount is a rate",
    ),
    field(
        "bounded",
        Kind::Integer,
        "区间项目数",
        "projects of which only bounds are stated",
    ),
    field(
        "unknown",
        Kind::Integer,
        "未列金额项目数",
        "projects without a sum",
    ),
    field(
        "errors",
        Kind::Integer,
        "错误数",
        "findings of severity error",
    ),
    field(
        "warnings",
        Kind::Integer,
        "警告数",
        "findings of severity warning",
    ),
    field(
        "corrections",
        Kind::Integer,
        "更正数",
        "values that a reviewer corrected",
    ),
    field(
        "failure",
        Kind::Text,
        "失败原因",
        "why the file could not be read",
    ),
];

/// One row a project.
pub const ITEMS: &[Field] = &[
    field("notice", Kind::Text, "文件", "the file"),
    field(
        "document_number",
        Kind::Text,
        "发文字号",
        "document number as printed",
    ),
    field("date", Kind::Date, "成文日期", "date of the notice"),
    field(
        "item",
        Kind::Integer,
        "项次",
        "number of the project in the notice, from 1",
    ),
    field("sequence", Kind::Text, "序号", "running number as printed"),
    field("purchaser", Kind::Text, "购买主体", "who buys"),
    field(
        "purchaser_origin",
        Kind::Text,
        "购买主体来源",
        "own, merged, carried, repeated, ditto or corrected",
    ),
    field("project", Kind::Text, "项目名称", "name of the project"),
    field("content", Kind::Text, "服务内容", "what is done"),
    field("beneficiary", Kind::Text, "服务对象", "for whom"),
    field("provider", Kind::Text, "承接主体", "who does it"),
    field("method", Kind::Text, "购买方式", "how it is bought"),
    field(
        "source",
        Kind::Text,
        "资金来源",
        "where the money comes from",
    ),
    field("period", Kind::Text, "实施时间", "when"),
    field("note", Kind::Text, "备注", "remarks"),
    field("amount_text", Kind::Text, "金额原文", "amount as printed"),
    field(
        "amount_yuan",
        Kind::Money,
        "金额（元）",
        "stated sum in yuan",
    ),
    field(
        "amount_lower",
        Kind::Money,
        "金额下限（元）",
        "lower bound in yuan",
    ),
    field(
        "amount_upper",
        Kind::Money,
        "金额上限（元）",
        "upper bound in yuan",
    ),
    field(
        "amount_value",
        Kind::Money,
        "外币金额",
        "stated sum in another currency than the yuan",
    ),
    field(
        "amount_currency",
        Kind::Text,
        "币种",
        "currency by its code (ISO 4217)",
    ),
    field(
        "amount_approximate",
        Kind::Bool,
        "约数",
        "whether the sum is approximate",
    ),
    field(
        "amount_settlement",
        Kind::Text,
        "结算方式",
        "actual, lump_sum or unit_price",
    ),
    field(
        "amount_per",
        Kind::Text,
        "单价单位",
        "unit of a rate; a rate is no total",
    ),
    field("amount_tax", Kind::Text, "含税", "included or excluded"),
    field(
        "amount_unknown",
        Kind::Text,
        "无金额原因",
        "blank, dash, slash, pending, see_elsewhere or redacted",
    ),
    field(
        "amount_qualifiers",
        Kind::Text,
        "金额附注",
        "words printed beside the number",
    ),
    field(
        "others",
        Kind::Text,
        "其他列",
        "cells of other columns, with their headers",
    ),
    field(
        "page",
        Kind::Integer,
        "页码",
        "page on which the row begins; none in text input",
    ),
    field(
        "doubts",
        Kind::Text,
        "疑点",
        "codes of the findings about this project",
    ),
    field(
        "needs_review",
        Kind::Bool,
        "待核",
        "whether a person should look at it before it is used",
    ),
    field(
        "corrected",
        Kind::Text,
        "更正字段",
        "fields that a reviewer corrected",
    ),
    field(
        "amount_seen",
        Kind::Bool,
        "图像复核",
        "whether the sum's picture shows what its text says; blank where it was not looked at",
    ),
];

/// One row a finding.
pub const DIAGNOSTICS: &[Field] = &[
    field("notice", Kind::Text, "文件", "the file"),
    field("code", Kind::Text, "代码", "kind of finding, stable"),
    field("severity", Kind::Text, "级别", "info, warning or error"),
    field("path", Kind::Text, "位置指针", "JSON pointer to the value"),
    field(
        "place",
        Kind::Text,
        "原文位置",
        "page and box, or line and column",
    ),
    field(
        "message",
        Kind::Text,
        "说明（英文）",
        "what was expected and found",
    ),
    field("message_zh", Kind::Text, "说明", "the same in Chinese"),
    field("help", Kind::Text, "处理建议（英文）", "what to do next"),
    field("help_zh", Kind::Text, "处理建议", "the same in Chinese"),
];

/// Row of [`NOTICES`] for a notice.
#[must_use]
pub fn notice(notice: &Notice) -> Vec<Value> {
    let sums = notice.summary().all;
    let count = |severity| {
        let of = |d: &&crate::Diagnostic| d.severity == severity;
        Value::count(notice.diagnostics.iter().filter(of).count())
    };
    let list = |texts: &[crate::model::Text]| {
        let names: Vec<&str> = texts.iter().map(|t| t.text.as_str()).collect();
        Value::text(names.join("；"))
    };
    let large = |n: u64| Value::Number(Decimal::from(n));
    vec![
        name(notice),
        Value::text("ok"),
        number(notice),
        Value::text(notice.title.as_ref().map_or("", |t| &t.text)),
        date(notice),
        list(&notice.issuers),
        list(&notice.recipients),
        Value::count(notice.items.len()),
        Value::money(Some(sums.exact)),
        Value::money(Some(sums.approximate)),
        Value::money(Some(sums.firm)),
        Value::money(Some(sums.actual)),
        large(sums.rates),
        large(sums.bounded),
        large(sums.unknown),
        count(crate::Severity::Error),
        count(crate::Severity::Warning),
        Value::count(notice.corrections.len()),
        Value::Empty,
    ]
}

/// Row of [`NOTICES`] for a file that could not be read.
#[must_use]
pub fn failure(name: &str, why: &str) -> Vec<Value> {
    let mut row = vec![Value::Empty; NOTICES.len()];
    let mut set = |at: &str, value| {
        let index = NOTICES.iter().position(|f| f.name == at);
        if let Some(slot) = index.and_then(|i| row.get_mut(i)) {
            *slot = value;
        }
    };
    set("notice", Value::text(name));
    set("status", Value::text("failed"));
    set("failure", Value::text(why));
    row
}

/// Rows of [`ITEMS`].
#[must_use]
pub fn items(notice: &Notice) -> Vec<Vec<Value>> {
    let items = notice.items.iter().enumerate().zip(doubts(notice));
    items
        .map(|((index, own), doubts)| item(notice, index, own, &doubts))
        .collect()
}

/// Of each item, the codes of the findings at it and at its values.
fn doubts(notice: &Notice) -> Vec<Vec<&str>> {
    let mut out = vec![Vec::new(); notice.items.len()];
    for found in &notice.diagnostics {
        let at = found.path.strip_prefix("/items/");
        let index = at.and_then(|at| at.split('/').next()?.parse::<usize>().ok());
        if let Some(own) = index.and_then(|index| out.get_mut(index)) {
            own.push(found.code.as_ref());
        }
    }
    out
}

fn item(notice: &Notice, index: usize, item: &Item, doubts: &[&str]) -> Vec<Value> {
    let text = |cell: &Option<CellText>| Value::text(cell.as_ref().map_or("", |c| &c.text));
    let amount = item.amount.clone().unwrap_or_default();
    let others: Vec<String> = item
        .others
        .iter()
        .map(|(h, c)| format!("{h}：{}", c.text))
        .collect();
    vec![
        name(notice),
        number(notice),
        date(notice),
        Value::count(index + 1),
        text(&item.sequence),
        text(&item.purchaser),
        Value::text(item.purchaser.as_ref().map_or("", |p| origin(p.origin))),
        text(&item.project),
        text(&item.content),
        text(&item.beneficiary),
        text(&item.provider),
        text(&item.method),
        text(&item.source),
        text(&item.period),
        text(&item.note),
        Value::text(amount.text.clone()),
        Value::money(amount.yuan),
        Value::money(amount.lower),
        Value::money(amount.upper),
        Value::money(amount.value),
        Value::text(if amount.text.is_empty() {
            ""
        } else {
            amount.currency.as_str()
        }),
        Value::Bool(amount.approximate),
        word(&amount, |a| a.settlement.map(serde_json::to_value)),
        Value::text(amount.per.clone().unwrap_or_default()),
        word(&amount, |a| a.tax.map(serde_json::to_value)),
        word(&amount, |a| a.unknown.map(serde_json::to_value)),
        Value::text(amount.qualifiers.join("；")),
        Value::text(others.join("；")),
        page(item),
        Value::text(doubts.join(" ")),
        Value::Bool(item.needs_review),
        Value::text(item.corrected.join(" ")),
        amount.seen.map_or(Value::Empty, Value::Bool),
    ]
}

/// Rows of [`DIAGNOSTICS`].
#[must_use]
pub fn diagnostics(notice: &Notice) -> Vec<Vec<Value>> {
    notice
        .diagnostics
        .iter()
        .map(|d| {
            vec![
                name(notice),
                Value::text(d.code.clone()),
                Value::text(d.severity.as_str()),
                Value::text(d.path.clone()),
                Value::text(
                    d.location
                        .as_ref()
                        .map(ToString::to_string)
                        .unwrap_or_default(),
                ),
                Value::text(d.message.clone()),
                Value::text(d.message_zh.clone()),
                Value::text(d.help.clone().unwrap_or_default()),
                Value::text(d.help_zh.clone().unwrap_or_default()),
            ]
        })
        .collect()
}

fn name(notice: &Notice) -> Value {
    Value::text(notice.source.name.clone().unwrap_or_default())
}

fn number(notice: &Notice) -> Value {
    Value::text(notice.document_number.as_ref().map_or("", |n| &n.text))
}

fn date(notice: &Notice) -> Value {
    Value::text(
        notice
            .date
            .as_ref()
            .map(|d| d.text.to_string())
            .unwrap_or_default(),
    )
}

/// Page of the first of the item's own cells that has one.
fn page(item: &Item) -> Value {
    [&item.project, &item.sequence, &item.content]
        .into_iter()
        .flatten()
        .filter_map(|c| c.locations.first())
        .find_map(crate::Location::page)
        .map_or(Value::Empty, |p| Value::Number(Decimal::from(p)))
}

type Named = Option<Result<serde_json::Value, serde_json::Error>>;

/// The word of the JSON contract for an enum.
fn word(amount: &Amount, field: impl Fn(&Amount) -> Named) -> Value {
    let word = field(amount)
        .and_then(Result::ok)
        .and_then(|v| v.as_str().map(str::to_owned));
    Value::text(word.unwrap_or_default())
}

/// Its word in the JSON contract.
pub(super) fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Own => "own",
        Origin::Merged => "merged",
        Origin::Carried => "carried",
        Origin::Repeated => "repeated",
        Origin::Ditto => "ditto",
        Origin::Document => "document",
        Origin::Corrected => "corrected",
    }
}
