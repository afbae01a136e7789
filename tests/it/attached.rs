//! Notices whose attachments are files of their own, and pages saved in one file.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};

use putuo_notice::{AttachedFile, ErrorKind, Format, Notice, Parser};

use crate::{cases, diff, view};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/attached")
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

fn read(notice: &str, files: &[&str]) -> Notice {
    let contents: Vec<Vec<u8>> = files.iter().map(|f| bytes(f)).collect();
    let files: Vec<AttachedFile<'_>> = files
        .iter()
        .zip(&contents)
        .map(|(name, bytes)| AttachedFile::new(name.rsplit('/').next().unwrap(), bytes))
        .collect();
    let parser = Parser::default();
    parser
        .parse_with_attachments(bytes(notice), &files)
        .unwrap()
}

fn says_the_same(expected: &Notice, found: &Notice, name: &str) {
    let found_views = diff::views(&view::of_content(expected), &view::of_content(found));
    let report = diff::report(&found_views, ("in one file", name), diff::SHOWN);
    assert!(expected.same_content(found), "{name}\n{report}");
}

/// A page and a workbook, a letter and a document, a page and a PDF: the founding notice in all three, and one of its own in
/// each (`fixtures/attached/make.py`).
#[test]
fn a_notice_in_two_files_says_what_it_says_in_one() {
    let seed = cases::read("seed", "text");
    let own = |name: &str| Parser::default().parse(bytes(name)).unwrap();
    for (whole, notice, file, format) in [
        (&seed, "page.html", "list.xlsx", Format::Xlsx),
        (&seed, "letter.docx", "list.docx", Format::Docx),
        (&seed, "page.html", "list.pdf", Format::Pdf),
        (
            &own("school/whole.docx"),
            "school/letter.docx",
            "school/list.docx",
            Format::Docx,
        ),
        (
            &own("health/whole.html"),
            "health/page.html",
            "health/list.pdf",
            Format::Pdf,
        ),
    ] {
        let found = read(notice, &[file]);
        says_the_same(whole, &found, &format!("{notice} + {file}"));
        assert!(whole.items.len() > 3, "{file}");
        let source = found.attachments[0].source.as_ref().unwrap();
        assert_eq!(
            (source.name.as_deref(), source.format),
            (file.rsplit('/').next(), format)
        );
        assert!(found.source.format != format || notice.ends_with("letter.docx"));
        let joined = |d: &&putuo_notice::Diagnostic| d.code == "attachment.joined";
        assert_eq!(found.diagnostics.iter().filter(joined).count(), 1);
    }
}

#[test]
fn characters_of_all_files_are_accounted_for() {
    let found = read("page.html", &["list.xlsx"]);
    let ledger = &found.ledger;
    let discarded: u64 = ledger.discarded.values().sum();
    assert!(ledger.unplaced.is_empty(), "{:?}", ledger.unplaced);
    assert_eq!(ledger.characters, ledger.placed + discarded);
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_the_notice_is_read() {
    let files = [
        AttachedFile::new("附件1.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        AttachedFile::new("附件2.txt", b""),
    ];
    let parser = Parser::default();
    let notice = parser
        .parse_with_attachments("关于公布项目的通知\n", &files)
        .unwrap();
    let codes: Vec<&str> = notice.diagnostics.iter().map(|d| &*d.code).collect();
    let count = codes
        .iter()
        .filter(|c| **c == "attachment.not_read")
        .count();
    assert_eq!(count, 2, "{codes:?}");
    let error = parser.parse_with_attachments("", &files).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Empty);
}

#[test]
fn findings_in_a_file_point_into_the_whole() {
    let list = |first: &str| {
        format!(
            "附件{first}\n项目清单\n\n序号\t项目名称\t金额（万元）\n1\t甲{first}\t5\n2\t乙{first}\t待核实某\n合计\t\t9\n"
        )
    };
    let (one, two) = (list("1"), list("2"));
    let files = [
        AttachedFile::new("1.txt", one.as_bytes()),
        AttachedFile::new("2.txt", two.as_bytes()),
    ];
    let parser = Parser::default();
    let notice = parser
        .parse_with_attachments("关于公布项目的通知\n", &files)
        .unwrap();
    assert_eq!(
        (
            notice.attachments.len(),
            notice.tables.len(),
            notice.items.len()
        ),
        (2, 2, 4)
    );
    assert_eq!(notice.tables[1].attachment, Some(1));
    assert_eq!(notice.items[2].table, 1);
    let json = serde_json::to_value(&notice).unwrap();
    for finding in &notice.diagnostics {
        assert!(json.pointer(&finding.path).is_some(), "{}", finding.path);
    }
}

#[test]
fn places_in_different_files_are_not_compared() {
    let letter: String = (1..9)
        .map(|n| format!("第{n}段说明文字，请遵照执行。\n"))
        .collect();
    let letter = format!("关于公布项目的通知\n各单位：\n{letter}");
    let rows: String = (1..9).map(|n| format!("{n}\t项目{n}\t5\n")).collect();
    let list = format!("附件\n项目清单\n序号\t项目名称\t金额（万元）\n{rows}");
    let files = [AttachedFile::new("清单.txt", list.as_bytes())];
    let notice = Parser::default()
        .parse_with_attachments(&letter, &files)
        .unwrap();
    let codes: Vec<&str> = notice.diagnostics.iter().map(|d| &*d.code).collect();
    assert!(!codes.contains(&"table.text_inside"), "{codes:?}");
}

/// A page with its workbook in one file, as browsers and word processors save them.
#[test]
fn a_saved_page_carries_its_files() {
    let page = bytes("page.html");
    let list = bytes("list.xlsx");
    let coded: String = page
        .iter()
        .map(|b| match b {
            b'=' | 0x80.. => format!("={b:02X}"),
            b'\n' => "\r\n".to_owned(),
            b => char::from(*b).to_string(),
        })
        .collect();
    let saved = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.putuo.gov.cn/art.html\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x\"\r\n\r\n\
         ------MultipartBoundary--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: https://www.putuo.gov.cn/art.html\r\n\r\n{coded}\r\n\
         ------MultipartBoundary--x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Location: https://www.putuo.gov.cn/list.xlsx\r\n\r\n{}\r\n------MultipartBoundary--x--\r\n",
        base64(&list)
    );
    let notice = Parser::default().parse(saved).unwrap();
    assert_eq!(notice.source.format, Format::Mhtml);
    says_the_same(&cases::read("seed", "text"), &notice, "saved page");
}

/// A workbook as its program saves it in one file: frames for its sheets, and a strip of their names.
#[test]
fn a_saved_workbook_is_its_sheets_that_are_shown() {
    let part = |name: &str, page: &str| {
        format!(
            "--b\r\nContent-Location: file:///C:/x.files/{name}\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{page}\r\n"
        )
    };
    let sheet = |head: &str, item: &str| {
        format!(
            "<html>{head}<table><tr><td>序号<td>项目名称<td>金额（万元）<tr><td>1<td>{item}<td>5</table></html>"
        )
    };
    let hidden =
        "<xml><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></xml>";
    let frames = r#"<html><frameset><frame src="x.files/sheet001.htm" name="frSheet"><frame src="x.files/tabstrip.htm" name="frTabs"></frameset></html>"#;
    let saved = [
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n".to_owned(),
        part("x.htm", frames),
        part("sheet001.htm", &sheet("", "巡防项目")),
        part("sheet002.htm", &sheet(hidden, "草稿项目")),
        // Its name is a part of another's.
        part("strip.htm", &sheet("", "路灯项目")),
        part(
            "tabstrip.htm",
            "<table><tr><td><a href=sheet001.htm>项目表</a></table>",
        ),
        "--b--\r\n".to_owned(),
    ];
    let notice = Parser::default().parse(saved.concat()).unwrap();
    let projects = notice.items.iter().filter_map(|i| i.project.as_ref());
    let projects: Vec<&str> = projects.map(|p| p.text.as_str()).collect();
    assert_eq!(
        (projects, notice.attachments.len()),
        (vec!["巡防项目", "路灯项目"], 2)
    );
    let codes = notice.diagnostics.iter().map(|d| &*d.code);
    assert_eq!(codes.filter(|c| *c == "sheet.hidden").count(), 1);
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let mut word = [0; 3];
        word[..three.len()].copy_from_slice(three);
        let number = u32::from_be_bytes([0, word[0], word[1], word[2]]);
        for place in 0..4 {
            let sign = SIGNS[(number >> (18 - 6 * place) & 63) as usize];
            out.push(if place > three.len() {
                '='
            } else {
                char::from(sign)
            });
        }
    }
    out
}

#[cfg(feature = "cli")]
mod program {
    use super::{Path, bytes, folder};

    fn run(folder: &Path, arguments: &[&str]) -> (String, String) {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_putuo-notice"))
            .args(arguments)
            .current_dir(folder)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(done.stdout), text(done.stderr))
    }

    #[test]
    fn files_are_attached_as_told() {
        let arguments = ["convert", "page.html", "--attach", "list.xlsx"];
        let (json, _) = run(&folder(), &arguments);
        let notice: putuo_notice::Notice = serde_json::from_str(&json).unwrap();
        assert_eq!((notice.attachments.len(), notice.items.len()), (1, 26));
        let two = ["convert", "page.html", "--attach", "list.xlsx", "list.pdf"];
        let (json, _) = run(&folder(), &two);
        let notice: putuo_notice::Notice = serde_json::from_str(&json).unwrap();
        assert_eq!((notice.attachments.len(), notice.items.len()), (2, 52));
        let several = [
            "convert",
            "page.html",
            "letter.docx",
            "--attach",
            "list.xlsx",
        ];
        let (_, said) = run(&folder(), &several);
        assert!(said.contains("--attach goes with one notice"), "{said}");
    }

    #[test]
    fn files_may_be_attached_before_the_notice_is_named() {
        let read = |files: &[&str]| {
            let arguments = [&["convert", "--attach"], files].concat();
            run(&folder(), &arguments)
        };
        let (json, said) = read(&["list.xlsx", "list.pdf", "page.html"]);
        let notice: putuo_notice::Notice = serde_json::from_str(&json).unwrap();
        assert_eq!(notice.source.name.as_deref(), Some("page.html"));
        assert_eq!((notice.attachments.len(), notice.items.len()), (2, 52));
        // Which file was taken for the notice is said.
        for file in ["list.xlsx", "list.pdf"] {
            let read = format!("page.html: read with its attachment {file}");
            assert!(said.contains(&read), "{said}");
        }
        let parted = read(&["list.xlsx", "--", "page.html"]);
        let before = run(
            &folder(),
            &["convert", "page.html", "--attach", "list.xlsx"],
        );
        assert_eq!(parted, before);
        let (json, said) = read(&["list.xlsx"]);
        assert!(
            json.is_empty() && said.contains("the notice is missing"),
            "{said}"
        );
    }

    #[test]
    fn in_a_folder_files_that_a_page_lists_are_read_with_it() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("attached");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("通知")).unwrap();
        let write = |name: &str, bytes: Vec<u8>| {
            std::fs::write(folder.join("通知").join(name), bytes).unwrap();
        };
        write("公告.html", bytes("page.html"));
        write(
            "2023年政府向社会组织购买服务项目汇总表.xlsx",
            bytes("list.xlsx"),
        );
        write("另一份.docx", bytes("letter.docx"));
        let (lines, said) = run(&folder, &["convert", "通知", "--to", "ndjson"]);
        assert_eq!(lines.lines().count(), 2, "{said}");
        assert!(
            said.contains("公告.html: read with its attachment"),
            "{said}"
        );
        let notices: Vec<putuo_notice::Notice> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let items: Vec<usize> = notices.iter().map(|n| n.items.len()).collect();
        assert_eq!(items, [26, 0]);
    }

    #[test]
    fn a_list_between_tags_names_files_too() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("attached_tags");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("通知")).unwrap();
        let write = |name: &str, text: &str| {
            std::fs::write(folder.join("通知").join(name), text).unwrap();
        };
        write(
            "公告.html",
            "<meta charset=utf-8><h1>关于公布项目的通知</h1><p>各单位：</p><p>现予公布。</p><p>附件：1.<b>2023</b>年项目汇总表</p>\
             <p>2.2023年补充项目表</p><p>普陀区民政局</p><p>2023年3月6日</p>",
        );
        let table =
            "<table><tr><td>序号<td>项目名称<td>金额（万元）<tr><td>1<td>巡防项目<td>5</table>";
        write("2023年项目汇总表.xls", table);
        write("附件2 2023年补充项目表.xls", table);
        let (lines, said) = run(&folder, &["convert", "通知", "--to", "ndjson"]);
        assert_eq!(lines.lines().count(), 1, "{said}");
        let notice: putuo_notice::Notice = serde_json::from_str(&lines).unwrap();
        assert_eq!(notice.items.len(), 2);
        let numbers: Vec<Option<u32>> = notice.attachments.iter().map(|a| a.number).collect();
        assert_eq!(numbers, [Some(1), Some(2)]);
    }
}
