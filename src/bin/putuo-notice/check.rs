//! `check`: findings and sums, for people or for machines.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::Args;
use putuo_notice::{Diagnostic, Notice, Severity, Sums};
use serde::{Deserialize, Serialize};

use crate::files::{self, Input};
use crate::job::{Job, Setup};
use crate::{Color, Inputs, Lang, batch, code, json, out, shown};

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Language of the findings.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// Findings and sums as JSON, one object a notice.
    #[arg(long)]
    json: bool,
    /// When to colour the findings.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

/// How findings are written.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Style {
    lang: Lang,
    json: bool,
    colored: bool,
}

impl Check {
    pub(crate) fn run(&self) -> std::io::Result<ExitCode> {
        #[cfg(feature = "ocr")]
        crate::eye::open(&self.inputs)?;
        let colored = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
            }
        };
        let style = Style {
            lang: self.lang,
            json: self.json,
            colored,
        };
        let inputs = files::joined(&self.inputs)?;
        let setup = Setup::new(&self.inputs, Job::Check(style));
        let mut grave = false;
        let failed = batch::each(
            &setup,
            &inputs,
            |_| None,
            |_, answer| {
                grave |= answer.grave;
                out(&answer.bytes)
            },
        )?;
        Ok(code(failed, grave))
    }
}

impl Style {
    /// What is said of a notice.
    pub(crate) fn report(&self, input: &Input, notice: &Notice) -> Vec<u8> {
        if self.json {
            return json(&serde_json::json!({
                "file": input.name,
                "diagnostics": notice.diagnostics,
                "summary": notice.summary(),
            }));
        }
        let path = shown(&input.path.shown());
        let mut text = String::new();
        for diagnostic in &notice.diagnostics {
            text += &self.finding(&path, diagnostic);
        }
        (text + &self.sums(&path, notice)).into_bytes()
    }

    fn finding(&self, file: &str, d: &Diagnostic) -> String {
        let (message, help) = match self.lang {
            Lang::En => (&d.message, &d.help),
            Lang::Zh => (&d.message_zh, &d.help_zh),
        };
        let place = d
            .location
            .as_ref()
            .map(|l| format!(" ({l})"))
            .unwrap_or_default();
        let word = match (self.lang, d.severity) {
            (Lang::En, severity) => severity.as_str(),
            (Lang::Zh, Severity::Info) => "提示",
            (Lang::Zh, Severity::Warning) => "警告",
            (Lang::Zh, Severity::Error) => "错误",
        };
        let word = self.colored(word, d.severity);
        let mut text = format!("{file}: {word}[{}] {}{place}\n", d.code, shown(message));
        if let Some(help) = help {
            text += &format!("  {}\n", shown(help));
        }
        text
    }

    fn sums(&self, file: &str, notice: &Notice) -> String {
        let summary = notice.summary();
        let sums = &summary.all;
        let total = sums.total().map(|t| t.to_string()).unwrap_or_default();
        let kinds = self.kinds(sums);
        let mut text = match self.lang {
            Lang::En => format!(
                "{file}: {} projects, {total} yuan stated: {kinds}; {} rates, {} with bounds \
                 only, {} without a sum\n",
                sums.items, sums.rates, sums.bounded, sums.unknown
            ),
            Lang::Zh => format!(
                "{file}: 共{}个项目，列明金额{total}元（{kinds}）；单价{}项，仅有区间{}项，未列金额{}项\n",
                sums.items, sums.rates, sums.bounded, sums.unknown
            ),
        };
        if summary.seen + summary.seen_otherwise > 0 {
            let (same, other) = (summary.seen, summary.seen_otherwise);
            text += &match self.lang {
                Lang::En => format!(
                    "  read twice, by text and by picture: {same} values agree, {other} differ\n"
                ),
                Lang::Zh => format!("  文字与图像两次读取：{same}处一致，{other}处不一致\n"),
            };
        }
        for (purchaser, sums) in &summary.purchasers {
            text += &self.of_purchaser(purchaser, sums);
        }
        text
    }

    /// What of the stated sums is exact, approximate and settled as actual.
    fn kinds(&self, sums: &Sums) -> String {
        let [exact, about, actual] =
            [sums.exact, sums.approximate, sums.actual].map(|sum| sum.normalize());
        match (self.lang, about.is_zero()) {
            (Lang::En, true) => format!("{exact} exact, {actual} settled as actual"),
            (Lang::En, false) => {
                format!("{exact} exact, {about} approximate, {actual} settled as actual")
            }
            (Lang::Zh, true) => format!("确定{exact}元，按实结算{actual}元"),
            (Lang::Zh, false) => format!("确定{exact}元，约数{about}元，按实结算{actual}元"),
        }
    }

    /// A purchaser's sums, whatever is nought left out.
    fn of_purchaser(&self, purchaser: &str, sums: &Sums) -> String {
        let total = sums.total().map(|t| t.to_string()).unwrap_or_default();
        let counted = |n: u64, english: &str, chinese: &str| match (n, self.lang) {
            (0, _) => String::new(),
            (n, Lang::En) => format!(", {n} {english}"),
            (n, Lang::Zh) => format!("，{chinese}{n}项"),
        };
        let name = match (purchaser, self.lang) {
            ("", Lang::En) => "(no purchaser)".to_owned(),
            ("", Lang::Zh) => "（未列购买主体）".to_owned(),
            (name, _) => shown(name),
        };
        let mut text = match self.lang {
            Lang::En => format!("  {name}: {} projects, {total} yuan", sums.items),
            Lang::Zh => format!("  {name}：{}个项目，{total}元", sums.items),
        };
        if !(sums.actual.is_zero() && sums.approximate.is_zero()) {
            let kinds = self.kinds(sums);
            text += &match self.lang {
                Lang::En => format!(" ({kinds})"),
                Lang::Zh => format!("（{kinds}）"),
            };
        }
        text += &counted(sums.rates, "rates", "单价");
        text += &counted(sums.bounded, "with bounds only", "仅有区间");
        text += &counted(sums.unknown, "without a sum", "未列金额");
        text + "\n"
    }

    fn colored(&self, word: &str, severity: Severity) -> String {
        let color = match severity {
            Severity::Error => 31,
            Severity::Warning => 33,
            Severity::Info => 36,
        };
        if self.colored {
            format!("\u{1b}[{color}m{word}\u{1b}[0m")
        } else {
            word.to_owned()
        }
    }
}
