//! The wording of a notice: what can be said in several ways, and the ways.

use super::print::Form;
use super::random::Random;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal: $($choice:literal)*;)*) => {
        /// A kind of variation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            pub(super) const ALL: &[Self] = &[$(Self::$kind),*];

            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The choices, the plain one first.
            pub(super) const fn choices(self) -> &'static [&'static str] {
                match self { $(Self::$kind => &[$($choice),*],)* }
            }
        }
    };
}

// An empty choice leaves the thing out. In amounts `#` stands for a number, the second for a greater one.
kinds! {
    /// The columns and their order; what else is drawn stands around the amount.
    Order "columns":
        "sequence purchaser project content beneficiary amount"
        "sequence project content beneficiary purchaser amount"
        "sequence project content beneficiary amount purchaser"
        "sequence amount purchaser project content beneficiary"
        "sequence purchaser project amount content beneficiary"
        "purchaser sequence project content beneficiary amount"
        "purchaser project content beneficiary amount"
        "project content purchaser amount"
        "sequence purchaser project amount"
        "sequence project amount";
    Sequence "sequence": "序号" "编号" "项目编号" "行次" "No." "序 号";
    Purchaser "purchaser":
        "购买主体" "购买单位" "采购单位" "采购人" "主管部门" "责任单位" "牵头单位" "部门" "项目单位" "单位" "购买服务主体"
        "主办单位" "实施部门" "需求单位" "购买机关" "购买者" "列支单位" "预算单位" "镇街" "镇（街道）" "购 买 主 体";
    Project "project":
        "项目名称" "采购项目名称" "项目" "服务项目" "购买项目" "事项" "采购名称" "三级目录" "购买内容" "服务类别" "名称"
        "项目内容" "项 目 名 称";
    Content "content": "服务内容" "购买内容" "建设内容" "补助内容" "采购需求概况" "项目内容";
    Beneficiary "beneficiary": "服务对象" "受益对象" "服务人群";
    Provider "provider":
        "" "承接主体" "承接单位" "承接方" "承担单位" "项目承担单位" "服务机构" "供应商" "演出单位" "实施单位" "实施主体";
    Method "method": "" "购买方式" "采购方式";
    Source "source": "" "资金来源";
    Period "period": "" "实施时间" "实施期限" "期限" "建设时间" "预计采购时间";
    /// Where the last cells are cut off, blank ones leave no mark.
    Remark "remark": "" "备注" "备注, cut off";
    /// The header of the money, or of several columns of it with the main one starred.
    Money "money":
        "金额（万元）" "金额（元）" "金额 （万元）" "金额万元" "金额 万元" "金额（万）" "金额/万元" "万元" "预算金额（万元）"
        "预算（元）" "资金（万元）" "资金规模（万元）" "投资规模（万元）" "经费（万元）" "补助（万元）" "补助资金（万元）"
        "补贴资金/万元" "奖补（万元）" "费用（元）" "批复金额（万元）" "资助金额（元）" "总投资（万元）" "本次安排（万元）"
        "年度投资金额（万元）" "计划投入资金（千元）" "金额（百元）" "金额[万元]" "金额（单位：万元）"
        "原预算（万元） *调整后（万元）" "原（万元） *现（万元）" "调整前（万元） *调整后（万元）" "年初预算（万元） *调整预算（万元）"
        "申报金额（万元） *核定金额（万元）" "申请（万元） *安排（万元）" "送审金额（元） *审定金额（元）" "应拨（元） 扣回（元） *实拨（元）"
        "区级（万元） 镇街（万元） *合计（万元）" "*小计（万元） 区级（万元） 自筹（万元）" "*总计（万元） 中央（万元） 省级（万元） 区级（万元）"
        "*金额（万元） 其中：区级（万元）"
        "资金（万元）: *合计 区级 自筹" "资金来源（万元）: *小计 中央 省级 区级" "金额（元）: 申报 *核定";
    /// Where the unit is said.
    Unit "unit": "header" "单位：万元" "单位：元" "金额单位：万元" "(单位：万元)" "cell";
    /// How the money of about half of the rows is said.
    Amount "amount":
        "#" "#万元" "#万" "#元" "#万元（按实结算）" "#（按实结算）" "按实结算" "据实列支" "约#" "约#万元" "#左右" "近#" "不超过#" "不超过#万元"
        "#以内" "最高#" "不低于#" "#以上" "#-#" "#～#" "#~#万元" "#至#" "#—#万元" "#万/年" "#元/年" "#元/人·次" "#元/场" "—" "-" "/" "待定" ""
        "0" "#（含税）" "#（包干）" "#万元整" "大写" "#,###" "暂定#" "＃";
    /// How the purchaser stands on the rows below its first.
    Carried "purchaser below": "blank" "blank, then （续）" "blank, then printed" "printed" "〃" "同上" "″";
    /// Cells of other columns that are blank.
    Blank "blank cells": "none" "content" "beneficiary" "both";
    Numerals "numerals": "1" "01" "001" "一" "（一）" "(1)" "①" "1." "1、" "A1";
    Brackets "brackets": "full" "half in the table" "half";
    Heading "heading": "" "一、…类" "（一）…类" "第一批" "区级项目" "…类项目"
        "一、…类, alone on its line" "（一）…类, alone on its line" "第一批, alone on its line";
    Subtotal "subtotal": "" "小计" "小 计" "小计（…）" "…小计" "小计：" "本页合计" "本页小计" "承前页";
    Total "total":
        "合计" "" "合 计" "总计" "总 计" "共计" "累计" "总合计" "金额合计" "合计金额" "合计（万元）" "总额" "总金额" "总数" "汇总" "合计数" "总和"
        "项目合计" "全区合计" "合计：" "合计{n}项" "共{n}个项目" "TOTAL";
    TotalPlace "total stands": "first" "purchaser" "project" "across" "before the rows";
    NoteRow "note in the table":
        "" "注：" "注1：" "附注：" "资料来源：" "填表说明：" "备注：" "说明：" "填表人：" "注:" "*" "※" "以下空白";
    NoteBelow "note below": "" "注：" "注1：" "附注：" "资料来源：" "填表说明：" "备注：" "说明：" "填表人：" "※" "以下空白";
    Again "header again": "" "same" "half-width" "blanks in it";
    PageNumber "page number":
        "" "— 2 —" "- 2 -" "—2—" "第 2 页" "第二页" "2/3" "共3页第2页" "第2页 共3页" "第2页，共3页" "第 2 页/共 3 页" "Page 2 of 3" "· 2 ·";
    Spacing "blank lines": "none" "where the page ends" "between all rows" "below the header";
    Declared "declared":
        "共{p}个单位、{n}个项目" "共 {p} 个单位、{n} 个项目" "涉及{p}家单位{n}个项目" "{p}家预算单位、{n}个项目" "{P}家单位、{N}个项目"
        "{p}个购买主体、{n}个项目" "共{n}项" "共计{n}项" "项目{n}个" "{N}个项目" "（{p}个单位、{n}个项目）";
    Size "projects": "few" "many" "one purchaser" "one project";
    /// What stands between cells in the form with bars.
    Bar "bars": "|" "｜" " | " "│" "| |";
    Csv "csv": "quoted as needed" "all quoted" "blanks behind commas";
    Tab "tabs": "alone" "beside blanks";
    Markup "html": "plain" "blank instead of merged" "thead" "paragraphs" "no-break spaces" "line breaks" "bold";
    Markdown "markdown": "plain" "colons" "bold" "aligned";
    Gap "gap": "two blanks" "four" "full-width blanks" "numbers to the right" "indented";
    Genre "title": "通知" "公示" "公告";
    Issuers "issuers": "one" "two" "in the title only";
    Number "number": "〔2023〕1号" "[2023]1号" "【2023】1号" "﹝2023﹞1号" "（2023）1号" "[2023] 1号" "〔2023〕1 号" "〔2023〕第1号";
    Recipients "recipients": "two groups" "one" "with brackets";
    Date "date":
        "2023年4月11日" "2023 年 4 月 11 日" "二〇二三年四月十一日" "二○二三年四月十一日" "2023年04月11日" "2023-04-11" "2023.4.11" "2023/4/11"
        "２０２３年４月１１日";
    Layout "table stands": "in an attachment" "in the body" "in attachment 1";
    /// The table's name, as the lines above it.
    Caption "caption": "above the table" "as its first row" "none";
    Texts "texts":
        "plain" "numbers" "lists" "half-width comma" "quotation marks" "sums" "like a note" "like a total" "long";
}

impl Kind {
    /// Whether it is about the text before and after the table, which is printed in the same way in most forms.
    pub(super) const fn is_of_text(self) -> bool {
        use Kind::{Date, Declared, Genre, Issuers, Number, Recipients};
        matches!(
            self,
            Declared | Genre | Issuers | Number | Recipients | Date
        )
    }

    /// Whether a choice is tried in a form: not where it cannot be told, or is told as well by another form.
    pub(super) fn is_tried_in(self, choice: &str, form: Form) -> bool {
        match self {
            _ if self.is_of_text() => matches!(form, Form::Tabs | Form::Html | Form::Markdown),
            Self::Bar => matches!(form, Form::Bars),
            Self::Csv => matches!(form, Form::Csv),
            Self::Tab => matches!(form, Form::Tabs),
            Self::Markup => matches!(form, Form::Html),
            Self::Markdown => matches!(form, Form::Markdown),
            Self::Gap => matches!(form, Form::Aligned),
            // Where a page ends is where the paper does.
            Self::PageNumber | Self::Spacing => !matches!(form, Form::Pages(_)),
            Self::Subtotal if choice.contains('页') => !matches!(form, Form::Pages(_)),
            Self::Money if choice.contains(": ") => {
                !matches!(form, Form::TabsDropped | Form::Labelled)
            }
            Self::Heading if choice.contains("alone") => {
                matches!(form, Form::Tabs | Form::Bars | Form::Csv | Form::Lines)
            }
            Self::Remark if choice.contains("cut off") => {
                matches!(form, Form::Tabs | Form::Bars | Form::Csv)
            }
            _ => true,
        }
    }
}

/// One choice of each kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wording([usize; Kind::ALL.len()]);

impl Wording {
    pub(super) const PLAIN: Self = Self([0; Kind::ALL.len()]);

    /// The plain wording with one change.
    pub(super) const fn with(kind: Kind, choice: usize) -> Self {
        let mut wording = Self::PLAIN;
        wording.0[kind as usize] = choice;
        wording
    }

    /// Every third kind as it comes; what `allowed` does not allow is left plain.
    pub(super) fn drawn(random: &mut Random, allowed: impl Fn(Kind, &'static str) -> bool) -> Self {
        let mut wording = Self::PLAIN;
        for &kind in Kind::ALL {
            let choice = random.below(kind.choices().len());
            if random.below(3) == 0 && allowed(kind, kind.choices()[choice]) {
                wording.0[kind as usize] = choice;
            }
        }
        wording
    }

    pub(super) const fn get(&self, kind: Kind) -> &'static str {
        kind.choices()[self.0[kind as usize]]
    }

    /// Whether a kind is said as it is plainly.
    pub(super) const fn is_plain(&self, kind: Kind) -> bool {
        self.0[kind as usize] == 0
    }

    /// What is not plain: `total=累计, numerals=①`.
    pub(super) fn name(&self) -> String {
        let told = |k: &&Kind| !self.is_plain(**k);
        let names: Vec<String> = Kind::ALL
            .iter()
            .filter(told)
            .map(|k| choice_name(*k, self.get(*k)))
            .collect();
        if names.is_empty() {
            "plain".to_owned()
        } else {
            names.join(", ")
        }
    }
}

/// `total=累计`.
pub(super) fn choice_name(kind: Kind, choice: &str) -> String {
    let choice = if choice.is_empty() { "nothing" } else { choice };
    format!("{}={choice}", kind.name())
}
