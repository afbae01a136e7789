//! A notice by chance: what it says, and how that is worded.

use super::pools::{
    BENEFICIARIES, CONTENTS, HEADS, METHODS, OFFICES, PERIODS, PROJECTS, PROVIDERS, REMARKS,
    SOURCES, TOWNS,
};
use super::random::Random;
use super::sums::Scale;
use super::table::{Column, Line, Project, chinese, columns, notes, rows};
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

/// Draws the notice of a seed. What it says is the same in any wording.
pub(super) fn draw(seed: u64, wording: &Wording) -> Drawn {
    let mut random = Random::new(seed);
    let projects = projects(&mut random, wording.get(Kind::Size));
    let purchasers = projects.last().map_or(0, |p| p.purchaser) + 1;
    let towns = matches!(wording.get(Kind::Purchaser), "镇街" | "镇（街道）");
    let names = [
        random.some(OFFICES, purchasers),
        random.some(TOWNS, purchasers),
    ];
    let names = &names[usize::from(towns)];
    let cut = 1 + random.below((projects.len() - 1).max(1));
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

fn projects(random: &mut Random, size: &str) -> Vec<Project> {
    let (purchasers, most) = match size {
        "one project" | "one purchaser" => (1, 3),
        "many" => (6, 4),
        _ => (2 + random.below(3), 3),
    };
    let mut sizes: Vec<usize> = (0..purchasers).map(|_| 1 + random.below(most)).collect();
    sizes[0] = if size == "one project" {
        1
    } else {
        sizes[0].max(2)
    };
    let mut of: Vec<usize> = sizes
        .iter()
        .enumerate()
        .flat_map(|(p, n)| vec![p; *n])
        .collect();
    of.truncate(PROJECTS.len());
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
            worded: i == 1 || size == "one project" || i > 1 && random.below(2) == 0,
            thousands: 1000 + random.below(9000) as i64,
        });
    }
    projects
}

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
        for column in &mut self.columns {
            texts.extend(column.group.iter_mut().chain([&mut column.name]));
        }
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
                Line::Header(rows) => texts.extend(rows.iter_mut().flatten()),
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
