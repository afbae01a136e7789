//! A notice by chance: what it says, and how that is worded.

use rust_decimal::Decimal;

use super::random::Random;
use super::words::{Kind, Wording};

/// A notice as it is meant; the texts are those that must be read.
pub(super) struct Drawn {
    pub(super) wording: Wording,
    pub(super) mark: Vec<String>,
    pub(super) number: String,
    pub(super) issuers: Vec<String>,
    pub(super) title: String,
    pub(super) recipients: Vec<String>,
    pub(super) body: Vec<String>,
    /// The counts that the body declares: purchasers and projects.
    pub(super) declared: (Option<u64>, Option<u64>),
    pub(super) date: String,
    /// 附件1, where the table stands in one.
    pub(super) attachment: Option<&'static str>,
    pub(super) caption: String,
    pub(super) unit_line: Option<String>,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<Line>,
    pub(super) notes_below: Vec<String>,
}

/// What a column is for, by the name of its role.
pub(super) struct Column {
    pub(super) header: String,
    pub(super) role: &'static str,
    /// The unit that its header names.
    pub(super) unit: Option<&'static str>,
}

/// What is printed between the table's first row and its last.
pub(super) enum Line {
    Row(Row),
    /// The header once more.
    Header(Vec<String>),
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

/// A sum as it is meant; words are those of the JSON contract.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Money {
    pub(super) yuan: Option<Decimal>,
    pub(super) lower: Option<Decimal>,
    pub(super) upper: Option<Decimal>,
    pub(super) approximate: bool,
    pub(super) settlement: Option<&'static str>,
    pub(super) per: Option<&'static str>,
    pub(super) tax: Option<&'static str>,
    pub(super) unknown: Option<&'static str>,
}

const OFFICES: &[&str] = &[
    "区民政局",
    "区教育局",
    "区司法局",
    "区卫健局",
    "区残联",
    "区妇联",
    "团区委",
    "区总工会",
    "区委宣传部",
    "区农业农村局",
    "区文广旅体局",
    "区退役军人事务局",
    "区海洋与渔业局",
    "区应急管理局",
];
const TOWNS: &[&str] = &[
    "沈家门街道",
    "东港街道",
    "朱家尖街道",
    "展茅街道",
    "六横镇",
    "桃花镇",
    "虾峙镇",
    "东极镇",
    "普陀山镇",
];
const PROJECTS: &[&str] = &[
    "居家养老上门服务",
    "社区矫正帮扶",
    "青少年心理关爱",
    "残疾人辅具适配",
    "渔嫂家庭教育指导",
    "助老助餐配送",
    "法律援助值班",
    "海岛志愿服务",
    "送戏下乡",
    "公益创投评审",
    "困难群众走访",
    "远洋船员培训",
    "婚姻家庭辅导",
    "退役军人优抚服务",
    "文明劝导",
    "防汛应急演练",
    "垃圾分类宣传",
    "儿童之家运营",
    "老年大学课程",
    "社会救助核查",
];
const CONTENTS: &[&str] = &[
    "上门探访和日常照料",
    "开展讲座与个案辅导",
    "组织志愿者定期服务",
    "宣传政策并入户走访",
    "提供咨询和转介",
    "举办主题活动",
    "日常运营管理",
    "培训骨干队伍",
    "建立服务档案",
];
const BENEFICIARIES: &[&str] = &[
    "全区老年人",
    "困境儿童",
    "残疾人家庭",
    "社区居民",
    "渔农村妇女",
    "低保家庭",
    "外来务工人员",
    "青少年",
    "退役军人",
];
const PROVIDERS: &[&str] = &[
    "普陀区心海社工服务中心",
    "普陀区银龄互助会",
    "普陀区义工联合会",
    "舟山海信会计师事务所",
    "东港保安服务有限公司",
    "普陀区渔嫂协会",
];
const METHODS: &[&str] = &["公开招标", "竞争性磋商", "单一来源", "询价", "直接委托"];
const SOURCES: &[&str] = &["一般公共预算", "福彩公益金", "上级补助", "自筹"];
const PERIODS: &[&str] = &["2023年5月至12月", "全年", "2023年6月", "一年"];
const REMARKS: &[&str] = &["续签", "新增项目", "分两期实施", "跨年项目"];

/// A project as it is, before it is put into words.
struct Project {
    purchaser: usize,
    name: &'static str,
    content: String,
    beneficiary: String,
    others: [&'static str; 5],
    /// In steps of 2,500 yuan; the second is greater.
    sums: [i64; 2],
    /// Whether its sum is one of those that are worded another way.
    worded: bool,
    thousands: i64,
}

/// Draws the notice of a seed. What it says is the same in any wording.
pub(super) fn draw(seed: u64, wording: &Wording) -> Drawn {
    let mut random = Random::new(seed);
    let projects = projects(&mut random);
    let purchasers = projects.last().map_or(0, |p| p.purchaser) + 1;
    let towns = matches!(wording.get(Kind::Purchaser), "镇街" | "镇（街道）");
    let names = [
        random.some(OFFICES, purchasers),
        random.some(TOWNS, purchasers),
    ];
    let names = &names[usize::from(towns)];
    let cut = 1 + random.below(projects.len() - 1);
    let head = random.below(HEADS.len());

    let scale = Scale::of(wording);
    let columns = columns(wording, &scale);
    let mut drawn = Drawn {
        mark: Vec::new(),
        number: String::new(),
        issuers: Vec::new(),
        title: String::new(),
        recipients: Vec::new(),
        body: Vec::new(),
        declared: (None, None),
        date: wording.get(Kind::Date).to_owned(),
        attachment: match wording.get(Kind::Layout) {
            "in the body" => None,
            "in attachment 1" => Some("附件1"),
            _ => Some("附件"),
        },
        caption: String::new(),
        unit_line: scale.line.map(str::to_owned),
        lines: rows(wording, &columns, &scale, &projects, names, cut),
        columns,
        notes_below: notes(wording.get(Kind::NoteBelow)),
        wording: wording.clone(),
    };
    drawn.head(head, purchasers, projects.len());
    drawn.narrow();
    drawn
}

fn projects(random: &mut Random) -> Vec<Project> {
    let purchasers = 2 + random.below(3);
    let sizes: Vec<usize> = (0..purchasers).map(|_| 1 + random.below(3)).collect();
    let first = [sizes[0].max(2)];
    let sizes = first.iter().chain(&sizes[1..]).enumerate();
    let of: Vec<usize> = sizes.flat_map(|(p, n)| vec![p; *n]).collect();
    let names = random.some(PROJECTS, of.len());
    let mut projects = Vec::new();
    for (i, (purchaser, name)) in of.into_iter().zip(names).enumerate() {
        let less = 2 + random.below(60) as i64;
        projects.push(Project {
            purchaser,
            name,
            content: random.one(CONTENTS).to_owned(),
            beneficiary: random.one(BENEFICIARIES).to_owned(),
            others: [PROVIDERS, METHODS, SOURCES, PERIODS, REMARKS].map(|of| random.one(of)),
            sums: [less, less + 1 + random.below(60) as i64],
            worded: i == 1 || i > 1 && random.below(2) == 0,
            thousands: 1000 + random.below(9000) as i64,
        });
    }
    projects
}

/// How sums are counted, and where that is said.
struct Scale {
    /// Yuan in one.
    yuan: i64,
    line: Option<&'static str>,
    in_cell: bool,
}

impl Scale {
    fn of(wording: &Wording) -> Self {
        let of = |text: &'static str| unit(text).map_or(10_000, |(_, yuan)| yuan);
        match wording.get(Kind::Unit) {
            "header" => Self {
                yuan: of(wording.get(Kind::Money)),
                line: None,
                in_cell: false,
            },
            "cell" => Self {
                yuan: 10_000,
                line: None,
                in_cell: true,
            },
            line => Self {
                yuan: of(line),
                line: Some(line),
                in_cell: false,
            },
        }
    }
}

/// The unit that a text names.
fn unit(text: &str) -> Option<(&'static str, i64)> {
    [
        ("万", "万元", 10_000),
        ("千元", "千元", 1_000),
        ("百元", "百元", 100),
        ("元", "元", 1),
    ]
    .into_iter()
    .find(|(word, ..)| text.contains(word))
    .map(|(_, name, yuan)| (name, yuan))
}

fn columns(wording: &Wording, scale: &Scale) -> Vec<Column> {
    let column = |header: &str, role| Column {
        header: header.to_owned(),
        role,
        unit: None,
    };
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
                            columns.push(column(wording.get(*kind), role));
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

/// The columns of money as they are printed, and whether each is the main one.
fn money_headers(wording: &Wording) -> Vec<(&'static str, bool)> {
    let money = wording.get(Kind::Money);
    if !money.contains('*') {
        return vec![(money, true)];
    }
    let stripped = |h: &'static str| (h.trim_start_matches('*'), h.starts_with('*'));
    money.split(' ').map(stripped).collect()
}

fn money_columns(wording: &Wording, scale: &Scale) -> Vec<Column> {
    let in_header = scale.line.is_none() && !scale.in_cell;
    let column = |(header, main): (&str, bool)| {
        let bare = header.split('（').next().unwrap_or(header);
        let bare = if unit(bare).is_some() { "金额" } else { bare };
        Column {
            header: if in_header { header } else { bare.trim() }.to_owned(),
            role: if main { "amount" } else { "amount_other" },
            unit: unit(header).filter(|_| in_header).map(|(name, _)| name),
        }
    };
    money_headers(wording).into_iter().map(column).collect()
}

fn rows(
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
            first,
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
    match wording.get(Kind::Heading) {
        "" => vec![],
        "一、…类" => vec!["一、养老服务类", "二、社区服务类"],
        "（一）…类" => vec!["（一）养老服务类", "（二）社区服务类"],
        "第一批" => vec!["第一批", "第二批"],
        "区级项目" => vec!["区级项目", "镇级项目"],
        "…类项目" => vec!["养老服务类项目", "社区服务类项目"],
        other => unreachable!("{other}"),
    }
}

fn notes(word: &str) -> Vec<String> {
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
    fn item(&self, i: usize, project: &Project, purchaser: &str, first: bool) -> Row {
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
                    _ if first => purchaser,
                    "printed" => purchaser,
                    "blank" => "",
                    mark => mark,
                }
                .to_owned(),
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
        lines.push(Line::Header(
            self.columns.iter().map(|c| again(&c.header)).collect(),
        ));
        lines
    }
}

/// What the columns of money hold, in steps of 2,500 yuan.
fn steps(headers: &[(&str, bool)], project: &Project) -> Vec<i64> {
    let [less, more] = project.sums;
    let is = |word: &str| {
        headers
            .iter()
            .any(|(h, _)| h.trim_start().starts_with(word))
    };
    if is("应拨") {
        vec![more, more - less, less]
    } else if is("镇街") {
        vec![less, more, less + more]
    } else if is("自筹") {
        vec![less + more, less, more]
    } else if is("中央") {
        vec![less + more + 2, less, 2, more]
    } else if is("其中") || is("申报") || is("申请") || is("送审") {
        vec![more, less]
    } else {
        vec![less, more]
    }
}

/// Yuan in a unit, without needless digits.
fn number(yuan: Decimal, unit: i64) -> String {
    (yuan / Decimal::from(unit)).normalize().to_string()
}

const STEP: i64 = 2_500;

/// A project's sum, worded by a template.
fn sum(template: &str, sums: [i64; 2], thousands: i64, scale: &Scale) -> Cell {
    let mut template = template.to_owned();
    if scale.in_cell && !template.contains(['万', '元']) {
        // The unit goes behind the last number.
        if let Some((before, after)) = template.rsplit_once('#') {
            template = format!("{before}#万元{after}");
        } else if let Some((before, after)) = template.split_once('＃') {
            template = format!("{before}＃万元{after}");
        }
    }
    let own = if template.contains('万') {
        10_000
    } else if template.contains('元') {
        1
    } else {
        scale.yuan
    };
    let [less, more] = sums.map(|n| Decimal::from(n * STEP));
    // Rates are of a size of their own.
    let rate = template.contains("元/") && own == 1;
    let less = if rate {
        less / Decimal::from(100)
    } else {
        less
    };
    let mut money = Money {
        yuan: Some(less),
        ..Money::default()
    };
    let core = template.trim_end_matches('元').trim_end_matches('万');
    let unknown = |why| Money {
        unknown: Some(why),
        ..Money::default()
    };
    match core {
        "约#" | "近#" | "暂定#" => money.approximate = true,
        "—" | "-" => money = unknown("dash"),
        "/" => money = unknown("slash"),
        "待定" => money = unknown("pending"),
        "" => money = unknown("blank"),
        "0" => money.yuan = Some(Decimal::ZERO),
        "按实结算" | "据实列支" => {
            money = Money {
                settlement: Some("actual"),
                ..unknown("pending")
            };
        }
        "#-#" | "#～#" | "#~#" | "#至#" | "#—#" => {
            money = Money {
                lower: Some(less),
                upper: Some(more),
                ..Money::default()
            };
        }
        _ if core.contains("左右") => money.approximate = true,
        _ if core.contains("按实结算") => money.settlement = Some("actual"),
        _ if core.contains("包干") => money.settlement = Some("lump_sum"),
        _ if core.contains("含税") => money.tax = Some("included"),
        _ if ["不超过", "最高", "以内"].iter().any(|w| core.contains(w)) => {
            money = Money {
                upper: Some(less),
                ..Money::default()
            };
        }
        _ if ["不低于", "以上"].iter().any(|w| core.contains(w)) => {
            money = Money {
                lower: Some(less),
                ..Money::default()
            };
        }
        _ if core.ends_with("/年") => money.per = Some("年"),
        _ if core.ends_with("/人·次") => money.per = Some("人·次"),
        _ if core.ends_with("/场") => money.per = Some("场"),
        _ => {}
    }
    let text = if template == "大写" {
        let wan = sums[0].min(9) as usize;
        money.yuan = Some(Decimal::from(wan * 10_000));
        format!(
            "{}万元整",
            ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"][wan]
        )
    } else if core.contains("#,###") {
        let n = thousands;
        money.yuan = Some(Decimal::from(n * own));
        template.replace("#,###", &format!("{},{:03}", n / 1000, n % 1000))
    } else if template.contains('＃') {
        template.replace(
            '＃',
            &number(less, own).chars().map(wide).collect::<String>(),
        )
    } else {
        let text = template.replacen('#', &number(less, own), 1);
        text.replacen('#', &number(more, own), 1)
    };
    Cell {
        printed: text.clone(),
        meant: text,
        money: Some(money),
    }
}

fn wide(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap(),
        '.' => '．',
        _ => c,
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

fn chinese(n: usize) -> String {
    let digit = |n: usize| "〇一二三四五六七八九".chars().nth(n).unwrap();
    match n {
        0..10 => digit(n).to_string(),
        10 => "十".to_owned(),
        11..20 => format!("十{}", digit(n % 10)),
        _ if n.is_multiple_of(10) => format!("{}十", digit(n / 10)),
        _ => format!("{}十{}", digit(n / 10), digit(n % 10)),
    }
}

/// Issuers and subject.
const HEADS: &[([&str; 2], &str, &str)] = &[
    (
        ["舟山市普陀区民政局", "舟山市普陀区财政局"],
        "舟普民",
        "2023年政府向社会组织购买服务项目",
    ),
    (
        ["舟山市普陀区教育局", "舟山市普陀区财政局"],
        "普教",
        "2023年学前教育购买服务项目",
    ),
    (
        ["舟山市普陀区妇女联合会", "舟山市普陀区民政局"],
        "普妇",
        "2023年公益服务项目",
    ),
    (
        ["舟山市普陀区农业农村局", "舟山市普陀区财政局"],
        "普农发",
        "2023年渔农村社会服务项目",
    ),
];

impl Drawn {
    fn head(&mut self, head: usize, purchasers: usize, projects: usize) {
        let (offices, code, subject) = HEADS[head];
        let get = |kind| self.wording.get(kind);
        let offices = &offices[..if get(Kind::Issuers) == "two" { 2 } else { 1 }];
        self.issuers = offices.iter().map(|o| (*o).to_owned()).collect();
        if get(Kind::Issuers) != "in the title only" {
            self.mark = self.issuers.clone();
            self.mark[0].push_str("文件");
        }
        self.number = format!("{code}{}", get(Kind::Number));
        self.title = format!(
            "{}关于公布{subject}的{}",
            offices.join(" "),
            get(Kind::Genre)
        );
        self.recipients = match get(Kind::Recipients) {
            "one" => vec!["各有关单位"],
            "with brackets" => vec!["各镇人民政府、街道办事处（含开发区，功能区）", "区属各单位"],
            _ => vec!["各镇人民政府、街道办事处", "区属功能区管委会", "区属各单位"],
        }
        .into_iter()
        .map(str::to_owned)
        .collect();
        // Without a column of purchasers there are none to be counted.
        let declared = match get(Kind::Declared) {
            told if self.columns.iter().any(|c| c.role == "purchaser") => told,
            _ => "共{n}个项目",
        };
        let has = |a: &str, b: &str| declared.contains(a) || declared.contains(b);
        self.declared = (
            has("{p}", "{P}").then_some(purchasers as u64),
            has("{n}", "{N}").then_some(projects as u64),
        );
        let declared = declared
            .replace("{p}", &purchasers.to_string())
            .replace("{n}", &projects.to_string())
            .replace("{P}", &chinese(purchasers))
            .replace("{N}", &chinese(projects));
        let where_ = if self.attachment.is_some() {
            "（具体明细详见附件）"
        } else {
            ""
        };
        self.caption = format!("{subject}汇总表");
        self.body = vec![
            format!(
                "根据《关于打造县域社会治理共同体的决定》（普委发〔2020〕3号）文件和各单位的项目需求，现将{subject}予以公布，{declared}{where_}。"
            ),
            "请各有关单位按要求优化实施流程，及时签订合同，做好信息公开工作。".to_owned(),
        ];
    }

    /// Half-width marks where the wording wants them.
    fn narrow(&mut self) {
        let choice = self.wording.get(Kind::Brackets);
        if choice == "full" {
            return;
        }
        let mut texts: Vec<&mut String> = Vec::new();
        texts.extend(self.columns.iter_mut().map(|c| &mut c.header));
        texts.extend(&mut self.unit_line);
        texts.extend(&mut self.notes_below);
        for line in &mut self.lines {
            match line {
                Line::Row(row) => {
                    texts.extend(
                        row.cells
                            .iter_mut()
                            .flat_map(|c| [&mut c.printed, &mut c.meant]),
                    );
                }
                Line::Header(names) => texts.extend(names),
                Line::PageNumber(_) | Line::Blank => {}
            }
        }
        if choice == "half" {
            texts.extend(&mut self.recipients);
            texts.extend(&mut self.body);
            texts.push(&mut self.number);
        }
        for text in texts {
            *text = narrow(text);
        }
    }
}

/// Half-width brackets, colons and commas.
pub(super) fn narrow(text: &str) -> String {
    let half = |c| match c {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '，' => ',',
        '；' => ';',
        c => c,
    };
    text.chars().map(half).collect()
}
