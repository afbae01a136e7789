//! The table of a drawn notice.

use rust_decimal::Decimal;

use super::draw::narrow;
use super::sums::{Money, Scale, money_columns, money_headers, number, steps, sum};
use super::words::{Kind, Wording};

/// What a column is for, by the name of its role.
pub(super) struct Column {
    /// The name above several columns.
    pub(super) group: Option<String>,
    pub(super) name: String,
    pub(super) role: &'static str,
    /// The unit that its header names.
    pub(super) unit: Option<&'static str>,
}

impl Column {
    pub(super) fn new(name: &str, role: &'static str) -> Self {
        Self {
            group: None,
            name: name.to_owned(),
            role,
            unit: None,
        }
    }

    /// The header as the model names it.
    pub(super) fn header(&self) -> String {
        match &self.group {
            Some(group) => format!("{group}/{}", self.name),
            None => self.name.clone(),
        }
    }
}

/// The rows of a header, a group's name in its first column.
pub(super) fn header_rows(columns: &[Column]) -> Vec<Vec<String>> {
    if columns.iter().all(|c| c.group.is_none()) {
        return vec![columns.iter().map(|c| c.name.clone()).collect()];
    }
    let mut rows = vec![Vec::new(), Vec::new()];
    let mut group = &None;
    for column in columns {
        let (upper, lower) = match &column.group {
            None => (column.name.clone(), String::new()),
            Some(_) if column.group == *group => (String::new(), column.name.clone()),
            Some(name) => (name.clone(), column.name.clone()),
        };
        rows[0].push(upper);
        rows[1].push(lower);
        group = &column.group;
    }
    rows
}

/// What is printed between the table's first row and its last.
pub(super) enum Line {
    Row(Row),
    /// The header once more.
    Header(Vec<Vec<String>>),
    PageNumber(String),
    /// Where a page ends.
    Blank,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Item,
    Subtotal,
    Total,
    /// A subtotal of a page, which may as well be called a total.
    PageTotal,
    Heading,
    Note,
}

pub(super) struct Row {
    pub(super) kind: Sort,
    pub(super) cells: Vec<Cell>,
}

#[derive(Clone, Default)]
pub(super) struct Cell {
    pub(super) printed: String,
    /// What it says, which is not what is printed where the value stands above.
    pub(super) meant: String,
    pub(super) money: Option<Money>,
}

impl Cell {
    /// Whether its value stands in a row above.
    pub(super) fn is_carried(&self) -> bool {
        self.printed != self.meant
    }
}

/// A project as it is, before it is put into words.
pub(super) struct Project {
    pub(super) purchaser: usize,
    pub(super) name: &'static str,
    pub(super) content: String,
    pub(super) beneficiary: String,
    pub(super) others: [&'static str; 5],
    /// In steps of 2,500 yuan; the second is greater.
    pub(super) sums: [i64; 2],
    /// Whether its sum is one of those that are worded another way.
    pub(super) worded: bool,
    pub(super) thousands: i64,
}

pub(super) fn columns(wording: &Wording, scale: &Scale) -> Vec<Column> {
    let column = Column::new;
    let project = wording.get(Kind::Project);
    let mut columns = Vec::new();
    for name in wording.get(Kind::Order).split(' ') {
        match name {
            "sequence" => columns.push(column(wording.get(Kind::Sequence), "sequence")),
            "purchaser" => columns.push(column(wording.get(Kind::Purchaser), "purchaser")),
            "project" => columns.push(column(project, "project")),
            // Beside a column of what is bought these name the project only where they stand alone.
            "content" if matches!(project, "购买内容" | "项目内容") => {}
            "content" => columns.push(column(wording.get(Kind::Content), "content")),
            "beneficiary" => columns.push(column(wording.get(Kind::Beneficiary), "beneficiary")),
            _ => {
                let more = |columns: &mut Vec<Column>, kinds: &[(Kind, &'static str)]| {
                    for (kind, role) in kinds {
                        if !wording.is_plain(*kind) {
                            let name = wording.get(*kind).split(',').next().unwrap();
                            columns.push(column(name, role));
                        }
                    }
                };
                more(
                    &mut columns,
                    &[(Kind::Provider, "provider"), (Kind::Method, "method")],
                );
                columns.extend(money_columns(wording, scale));
                let after = [
                    (Kind::Source, "source"),
                    (Kind::Period, "period"),
                    (Kind::Remark, "note"),
                ];
                more(&mut columns, &after);
            }
        }
    }
    columns
}

pub(super) fn rows(
    wording: &Wording,
    columns: &[Column],
    scale: &Scale,
    projects: &[Project],
    names: &[&str],
    cut: usize,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let table = Table {
        wording,
        columns,
        scale,
    };
    let total = |lines: &mut Vec<Line>| {
        let label = wording
            .get(Kind::Total)
            .replace("{n}", &projects.len().to_string());
        if !label.is_empty() {
            lines.push(table.sums(Sort::Total, &label, projects));
        }
    };
    if wording.get(Kind::TotalPlace) == "before the rows" {
        total(&mut lines);
    }
    let subtotal = wording.get(Kind::Subtotal);
    let of_page = subtotal.contains('页');
    let mut headings = headings(wording).into_iter();
    for (i, project) in projects.iter().enumerate() {
        let first = i == 0 || projects[i - 1].purchaser != project.purchaser;
        if i == cut {
            if of_page && subtotal != "承前页" {
                lines.push(table.sums(Sort::PageTotal, subtotal, &projects[..cut]));
            }
            lines.extend(table.cut());
            if subtotal == "承前页" {
                lines.push(table.sums(Sort::PageTotal, subtotal, &projects[..cut]));
            }
        }
        if first
            && project.purchaser < 2
            && let Some(heading) = headings.next()
        {
            lines.push(table.alone(Sort::Heading, heading));
        }
        lines.push(Line::Row(table.item(
            i,
            project,
            names[project.purchaser],
            [first, i == cut],
        )));
        let last = projects
            .get(i + 1)
            .is_none_or(|p| p.purchaser != project.purchaser);
        if last && !subtotal.is_empty() && !of_page {
            let of: Vec<_> = projects[..=i]
                .iter()
                .filter(|p| p.purchaser == project.purchaser)
                .collect();
            let label = subtotal.replace('…', names[project.purchaser]);
            lines.push(table.sums(Sort::Subtotal, &label, of));
        }
    }
    if wording.get(Kind::TotalPlace) != "before the rows" {
        total(&mut lines);
    }
    let notes = notes(wording.get(Kind::NoteRow));
    lines.extend(notes.iter().map(|n| table.alone(Sort::Note, n)));
    lines
}

fn headings(wording: &Wording) -> Vec<&'static str> {
    match wording.get(Kind::Heading).split(',').next().unwrap() {
        "" => vec![],
        "一、…类" => vec!["一、养老服务类", "二、社区服务类"],
        "（一）…类" => vec!["（一）养老服务类", "（二）社区服务类"],
        "第一批" => vec!["第一批", "第二批"],
        "区级项目" => vec!["区级项目", "镇级项目"],
        "…类项目" => vec!["养老服务类项目", "社区服务类项目"],
        other => unreachable!("{other}"),
    }
}

pub(super) fn notes(word: &str) -> Vec<String> {
    let notes: &[&str] = match word {
        "" => &[],
        "以下空白" => &["以下空白"],
        "注1：" => &[
            "注1：以上项目按实际完成情况结算。",
            "注2：金额不含上级补助。",
        ],
        "填表人：" => &["填表人：王某"],
        "资料来源：" => &["资料来源：各项目单位申报材料。"],
        _ => return vec![format!("{word}以上项目按实际完成情况结算。")],
    };
    notes.iter().map(|n| (*n).to_owned()).collect()
}

/// What the rows of a table have in common.
struct Table<'a> {
    wording: &'a Wording,
    columns: &'a [Column],
    scale: &'a Scale,
}

impl Table<'_> {
    fn item(
        &self,
        i: usize,
        project: &Project,
        purchaser: &str,
        [first, at_cut]: [bool; 2],
    ) -> Row {
        let same = |text: &str| Cell {
            printed: text.to_owned(),
            meant: text.to_owned(),
            money: None,
        };
        let blank = self.wording.get(Kind::Blank);
        let is_blank = |what: &str| i % 2 == 1 && (blank == what || blank == "both");
        let mut money = self.money(project).into_iter();
        let cell = |column: &Column| match column.role {
            "sequence" => same(&numeral(self.wording.get(Kind::Numerals), i + 1)),
            "purchaser" => Cell {
                printed: match self.wording.get(Kind::Carried) {
                    _ if first => purchaser.to_owned(),
                    "printed" => purchaser.to_owned(),
                    "blank, then （续）" if at_cut => format!("{purchaser}（续）"),
                    "blank, then printed" if at_cut => purchaser.to_owned(),
                    choice if choice.starts_with("blank") => String::new(),
                    mark => mark.to_owned(),
                },
                meant: purchaser.to_owned(),
                money: None,
            },
            "project" => same(&self.name(i, project)),
            "content" if is_blank("content") => Cell::default(),
            "content" => same(&self.content(i, project)),
            "beneficiary" if is_blank("beneficiary") => Cell::default(),
            "beneficiary" => same(&project.beneficiary),
            "provider" => same(project.others[0]),
            "method" => same(project.others[1]),
            "source" => same(project.others[2]),
            "period" => same(project.others[3]),
            "note" if self.wording.get(Kind::Texts) == "like a note" => same("说明：按实结算"),
            "note" => same(if i % 2 == 1 { "" } else { project.others[4] }),
            _ => money.next().unwrap(),
        };
        Row {
            kind: Sort::Item,
            cells: self.columns.iter().map(cell).collect(),
        }
    }

    fn name(&self, i: usize, project: &Project) -> String {
        match self.wording.get(Kind::Texts) {
            "numbers" => format!("2023年{}第{}期", project.name, i + 1),
            "quotation marks" => format!("“{}”项目", project.name),
            "like a total" => format!("总计划{}", project.name),
            _ => project.name.to_owned(),
        }
    }

    fn content(&self, i: usize, project: &Project) -> String {
        let content = &project.content;
        match self.wording.get(Kind::Texts) {
            "numbers" => format!("{content}12次，覆盖30个村"),
            "lists" => format!("1.{content}；2.建档{}户；3.总结", 10 + i),
            "half-width comma" => format!("{content},每季度不少于2次"),
            "quotation marks" => format!("{content}\"八一\"活动"),
            "sums" => format!("{content}，每户补助500元"),
            "like a note" => format!("注：{content}"),
            "long" => format!(
                "{content}，为辖区高龄、独居、行动不便的老年人提供每周不少于两次的上门服务，做好记录并及时反馈给所在社区，必要时联系家属和医疗机构。"
            ),
            _ => content.clone(),
        }
    }

    /// The cells of money of a project, in order.
    fn money(&self, project: &Project) -> Vec<Cell> {
        let headers = money_headers(self.wording);
        if headers.len() == 1 {
            let template = match self.wording.get(Kind::Amount) {
                template if project.worded => template,
                _ => "#",
            };
            return vec![sum(template, project.sums, project.thousands, self.scale)];
        }
        let plain = |steps: i64| sum("#", [steps, 0], 0, self.scale);
        steps(&headers, project).into_iter().map(plain).collect()
    }

    /// A row of sums.
    fn sums<'p>(&self, kind: Sort, label: &str, of: impl IntoIterator<Item = &'p Project>) -> Line {
        let mut sums: Vec<Decimal> = Vec::new();
        for project in of {
            let cells = self.money(project);
            sums.resize(cells.len(), Decimal::ZERO);
            for (sum, cell) in sums.iter_mut().zip(cells) {
                let money = cell.money.unwrap();
                if money.per.is_none() {
                    *sum += money.yuan.unwrap_or_default();
                }
            }
        }
        let mut sums = sums.into_iter();
        let place = match self.wording.get(Kind::TotalPlace) {
            "purchaser" | "project" => {
                let at = |c: &Column| c.role == self.wording.get(Kind::TotalPlace);
                self.columns.iter().position(at).unwrap_or(0)
            }
            _ => 0,
        };
        // Where the first column is one of sums, the label has no place but the next.
        let cell = |(i, column): (usize, &Column)| {
            if column.role.starts_with("amount") {
                let yuan = sums.next().unwrap();
                let text =
                    number(yuan, self.scale.yuan) + if self.scale.in_cell { "万元" } else { "" };
                let money = Money {
                    yuan: Some(yuan),
                    ..Money::default()
                };
                Cell {
                    printed: text.clone(),
                    meant: text,
                    money: Some(money),
                }
            } else if i == place {
                Cell {
                    printed: label.to_owned(),
                    meant: label.to_owned(),
                    money: None,
                }
            } else {
                Cell::default()
            }
        };
        Line::Row(Row {
            kind,
            cells: self.columns.iter().enumerate().map(cell).collect(),
        })
    }

    /// A row of one cell.
    fn alone(&self, kind: Sort, text: &str) -> Line {
        let mut cells = vec![Cell::default(); self.columns.len()];
        cells[0] = Cell {
            printed: text.to_owned(),
            meant: text.to_owned(),
            money: None,
        };
        Line::Row(Row { kind, cells })
    }

    /// What stands where a page ends.
    fn cut(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let number = self.wording.get(Kind::PageNumber);
        if !number.is_empty() {
            lines.push(Line::PageNumber(number.to_owned()));
        }
        if self.wording.get(Kind::Spacing) == "where the page ends" {
            lines.push(Line::Blank);
        }
        let again: fn(&str) -> String = match self.wording.get(Kind::Again) {
            "" => return lines,
            "same" => str::to_owned,
            "half-width" => narrow,
            _ => |text| {
                text.chars()
                    .flat_map(|c| [c, ' '])
                    .collect::<String>()
                    .trim()
                    .to_owned()
            },
        };
        let rows = header_rows(self.columns);
        let again = |row: Vec<String>| row.iter().map(|name| again(name)).collect();
        lines.push(Line::Header(rows.into_iter().map(again).collect()));
        lines
    }
}

/// A running number in its style.
fn numeral(style: &str, n: usize) -> String {
    match style {
        "1" => n.to_string(),
        "01" => format!("{n:02}"),
        "001" => format!("{n:03}"),
        "一" => chinese(n),
        "（一）" => format!("（{}）", chinese(n)),
        "(1)" => format!("({n})"),
        "①" => char::from_u32('①' as u32 + n as u32 - 1)
            .unwrap()
            .to_string(),
        "1." => format!("{n}."),
        "1、" => format!("{n}、"),
        "A1" => format!("A{n}"),
        other => unreachable!("{other}"),
    }
}

pub(super) fn chinese(n: usize) -> String {
    let digit = |n: usize| "〇一二三四五六七八九".chars().nth(n).unwrap();
    match n {
        0..10 => digit(n).to_string(),
        10 => "十".to_owned(),
        11..20 => format!("十{}", digit(n % 10)),
        _ if n.is_multiple_of(10) => format!("{}十", digit(n / 10)),
        _ => format!("{}十{}", digit(n / 10), digit(n % 10)),
    }
}
