//! A notice as Markdown, for reading and for pasting.

use std::fmt::Write as _;

use super::shown::shown;
use crate::lexicon::unseen::is_unseen;
use crate::model::{CellText, Notice};

/// The header line of the projects, by which a page of this program is known.
pub const HEADER: &str = "| 序号 | 购买主体 | 项目名称 | 服务内容 | 金额原文 | 金额（元） |";

/// Title, particulars, projects, sums by purchaser and findings.
#[must_use]
pub fn markdown(notice: &Notice) -> String {
    let mut out = String::new();
    let title = notice.title.as_ref().map_or("（无标题）", |t| &t.text);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# {}\n", escaped(title));
    let names = |texts: &[crate::model::Text]| {
        let names: Vec<&str> = texts.iter().map(|t| t.text.as_str()).collect();
        names.join("、")
    };
    let particulars = [
        ("文件", notice.source.name.clone().unwrap_or_default()),
        (
            "发文字号",
            notice
                .document_number
                .as_ref()
                .map(|n| n.text.clone())
                .unwrap_or_default(),
        ),
        ("发文机关", names(&notice.issuers)),
        (
            "成文日期",
            notice
                .date
                .as_ref()
                .map(|d| d.text.to_string())
                .unwrap_or_default(),
        ),
    ];
    for (name, value) in particulars.iter().filter(|(_, v)| !v.is_empty()) {
        let _ = writeln!(out, "- {name}：{}", escaped(value));
    }
    if !notice.items.is_empty() {
        let _ = write!(out, "\n{HEADER}\n|---|---|---|---|---|---:|\n");
    }
    let text = |cell: &Option<CellText>| escaped(cell.as_ref().map_or("", |c| &c.text));
    for item in &notice.items {
        let amount = item.amount.clone().unwrap_or_default();
        // A rate is no sum: its unit stands beside it.
        let per = amount
            .per
            .as_ref()
            .map(|p| format!("/{p}"))
            .unwrap_or_default();
        let code = amount.currency.as_str();
        let foreign = || Some(format!("{} {code}{per}", amount.value?.normalize()));
        let yuan = amount.yuan.map(|y| format!("{}{per}", y.normalize()));
        let yuan = yuan.or_else(foreign);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            text(&item.sequence),
            text(&item.purchaser),
            text(&item.project),
            text(&item.content),
            escaped(&amount.text),
            yuan.unwrap_or_default()
        );
    }
    sums(notice, &mut out);
    if !notice.diagnostics.is_empty() {
        out.push_str("\n## 疑点\n\n");
    }
    for d in &notice.diagnostics {
        let place = d
            .location
            .as_ref()
            .map(|l| format!("（{l}）"))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "- {} `{}` {}{place}",
            d.severity.as_str(),
            d.code,
            escaped(&d.message_zh)
        );
    }
    out
}

fn sums(notice: &Notice, out: &mut String) {
    let summary = notice.summary();
    if summary.purchasers.is_empty() {
        return;
    }
    out.push_str("\n## 按购买主体合计\n\n");
    out.push_str("| 购买主体 | 项目数 | 确定金额（元） | 约数（元） | 按实结算（元） | 单价、区间、未列（项） |\n|---|---:|---:|---:|---:|---:|\n");
    let all = std::iter::once(("全部", &summary.all));
    for (name, sums) in summary
        .purchasers
        .iter()
        .map(|(n, s)| (n.as_str(), s))
        .chain(all)
    {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            escaped(name),
            sums.items,
            sums.exact.normalize(),
            sums.approximate.normalize(),
            sums.actual.normalize(),
            sums.rates + sums.bounded + sums.unknown
        );
    }
}

/// Without what Markdown would read as its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '*' | '_' | '`' | '<' | '[' | '#' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            // The backslash, too, is to be seen.
            c if is_unseen(c) => {
                let _ = write!(out, "\\{}", shown(c.encode_utf8(&mut [0; 4])));
            }
            _ => out.push(c),
        }
    }
    out
}
