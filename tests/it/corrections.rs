//! A reviewer's corrections: applied before amounts and checks, marked in every output, refused when they do not fit.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use putuo_notice::{Corrections, ErrorKind, Notice, Origin, Parser};

const LIST: &str = "关于公布项目的通知\n\n序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t甲项目\t10\n\
                    2\t区教育局\t乙项目\t20\n合计\t\t\t31\n";

fn cell(row: usize, column: usize) -> String {
    format!("/tables/0/rows/{row}/cells/{column}/text")
}

fn corrected(list: &[(&str, &str, &str)]) -> Result<Notice, putuo_notice::Error> {
    let mut corrections = Corrections::default();
    for (path, before, after) in list {
        corrections.push(*path, *before, *after);
    }
    Parser::default().parse_corrected(LIST, &corrections)
}

fn codes(notice: &Notice) -> Vec<&str> {
    notice.diagnostics.iter().map(|d| d.code.as_ref()).collect()
}

#[test]
fn what_follows_from_a_value_follows_from_the_corrected_one() {
    let before = Parser::default().parse(LIST).unwrap();
    assert!(
        codes(&before).contains(&"sum.total"),
        "{:?}",
        codes(&before)
    );
    let after = corrected(&[
        (&cell(1, 3), "20", "21"),
        (&cell(0, 1), "区民政局", "区民政局办公室"),
    ])
    .unwrap();
    assert!(!codes(&after).contains(&"sum.total"), "{:?}", codes(&after));
    let (first, second) = (&after.items[0], &after.items[1]);
    let amount = second.amount.as_ref().unwrap();
    assert_eq!(amount.yuan.unwrap().to_string(), "210000");
    assert_eq!(second.corrected, ["amount"]);
    assert_eq!(first.corrected, ["purchaser"]);
    let purchaser = first.purchaser.as_ref().unwrap();
    assert_eq!(
        (purchaser.text.as_str(), purchaser.raw.as_str()),
        ("区民政局办公室", "区民政局")
    );
    assert_eq!(purchaser.origin, Origin::Corrected);
    assert_eq!(after.corrections.len(), 2);
    let said: Vec<&str> = after
        .diagnostics
        .iter()
        .filter(|d| d.code == "correction.applied")
        .map(|d| d.path.as_str())
        .collect();
    assert_eq!(said, ["/items/1/amount", "/items/0/purchaser"]);
    // What was printed is what it was.
    assert_eq!(after.ledger, before.ledger);
}

#[test]
fn parts_of_the_head_are_corrected_with_what_is_in_them() {
    let text = "关于公布项目的通知\n舟普民基〔2023〕1号\n各乡镇：\n请遵照执行。\n普陀区民政局\n2023年4月11日\n";
    let mut corrections = Corrections::default();
    corrections.push(
        "/document_number/text",
        "舟普民基〔2023〕1号",
        "舟普民〔2024〕12号",
    );
    corrections.push("/date/text", "2023-04-11", "2024-05-12");
    let notice = Parser::default()
        .parse_corrected(text, &corrections)
        .unwrap();
    let number = notice.document_number.unwrap();
    assert_eq!(
        (number.code.as_deref(), number.year, number.serial),
        (Some("舟普民"), Some(2024), Some(12))
    );
    assert_eq!(notice.date.unwrap().text.to_string(), "2024-05-12");
    corrections.list[1].after = "十二日".into();
    let error = Parser::default()
        .parse_corrected(text, &corrections)
        .unwrap_err();
    assert!(error.to_string().contains("YYYY-MM-DD"), "{error}");
}

#[test]
fn corrections_that_do_not_fit_are_refused() {
    let error = corrected(&[(&cell(1, 3), "25", "21")]).unwrap_err();
    assert_eq!(
        error.kind(),
        &ErrorKind::CorrectionMismatch {
            path: cell(1, 3),
            expected: "25".into(),
            found: "20".into()
        }
    );
    let error = corrected(&[(&cell(7, 3), "25", "21")]).unwrap_err();
    assert!(error.to_string().contains("found \"nothing\""), "{error}");
    let error = corrected(&[("/ledger/placed", "25", "21")]).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("/ledger/placed, which cannot be corrected"),
        "{error}"
    );
}

fn folder(name: &str, patch: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("甲.txt"), LIST).unwrap();
    std::fs::write(folder.join("更正.json"), patch).unwrap();
    folder
}

fn convert(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_putuo-notice"))
        .args(["convert", "甲.txt", "--corrections", "更正.json"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Corrections as the review page saves them, of a file of this content, whatever it is called.
fn patch(of: &str, before: &str) -> String {
    let path = cell(1, 3);
    let sha256 = putuo_notice::sha256(of);
    format!(
        r#"[{{"op":"test","path":"/source/sha256","value":"{sha256}"}},{{"op":"test","path":"/source/name","value":"乙.txt"}},
            {{"op":"test","path":"{path}","value":"{before}"}},{{"op":"replace","path":"{path}","value":"21"}}]"#
    )
}

#[test]
fn every_output_marks_what_was_corrected() {
    let folder = folder("corrected", &patch(LIST, "20"));
    let json = convert(&folder, &[]);
    let notice: Notice = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(notice.items[1].corrected, ["amount"]);
    assert_eq!(notice.corrections[0].before, "20");
    let csv = convert(&folder, &["--to", "csv"]);
    let mut rows = csv::Reader::from_reader(csv.stdout.as_slice());
    let column = rows
        .headers()
        .unwrap()
        .iter()
        .position(|h| h == "corrected")
        .unwrap();
    let marks: Vec<String> = rows
        .records()
        .map(|r| r.unwrap()[column].to_owned())
        .collect();
    assert_eq!(marks, ["", "amount"]);
    let done = convert(&folder, &["-o", "项目.xlsx"]);
    assert_eq!(
        done.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let mut book: Xlsx<_> = open_workbook(folder.join("项目.xlsx")).unwrap();
    let items = book.worksheet_range("items").unwrap();
    assert_eq!(
        items.get_value((2, u32::try_from(column).unwrap())),
        Some(&Data::String("amount".into()))
    );
}

#[test]
fn a_patch_for_another_file_or_another_value_converts_nothing() {
    let other = folder("corrected_other", &patch("关于其他项目的通知", "20"));
    let done = convert(&other, &[]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!((done.status.code(), done.stdout.len()), (Some(2), 0));
    assert!(
        said.contains("乙.txt (SHA-256 ") && said.contains("is not among the inputs"),
        "{said}"
    );
    let stale = folder("corrected_stale", &patch(LIST, "25"));
    let done = convert(&stale, &[]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!((done.status.code(), done.stdout.len()), (Some(2), 0));
    assert!(said.contains("made to \"25\", found \"20\""), "{said}");
    // A name alone says nothing of what is in the file.
    let nameless = r#"{"甲.txt":[]}"#;
    let named = folder("corrected_by_name", nameless);
    let said = String::from_utf8(convert(&named, &[]).stderr).unwrap();
    assert!(said.contains("by its checksum (SHA-256)"), "{said}");
    let broken = folder("corrected_broken", "{");
    let said = String::from_utf8(convert(&broken, &[]).stderr).unwrap();
    assert!(
        said.contains("更正.json: expected corrections as a JSON Patch"),
        "{said}"
    );
}

#[test]
fn corrections_of_one_file_serve_the_folder_that_holds_it() {
    let folder = folder("corrected_folder", &patch(LIST, "20"));
    std::fs::create_dir(folder.join("通知")).unwrap();
    std::fs::rename(folder.join("甲.txt"), folder.join("通知/改名.txt")).unwrap();
    std::fs::write(folder.join("通知/乙.txt"), LIST.replace("甲项目", "丙项目")).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_putuo-notice"))
        .args([
            "convert",
            "通知",
            "--corrections",
            "更正.json",
            "--to",
            "ndjson",
        ])
        .current_dir(&folder)
        .output()
        .unwrap();
    let notices: Vec<Notice> = done
        .stdout
        .split(|b| *b == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    let corrected = |n: &Notice| (n.source.name.clone().unwrap(), n.corrections.len());
    let mut of: Vec<(String, usize)> = notices.iter().map(corrected).collect();
    of.sort();
    assert_eq!(
        of,
        [
            ("通知/乙.txt".to_owned(), 0),
            ("通知/改名.txt".to_owned(), 1)
        ]
    );
}

#[test]
fn corrections_name_the_file_by_its_content() {
    let mut corrections = Corrections::default();
    corrections.push(cell(1, 3), "20", "21");
    corrections.name = Some("another.txt".into());
    corrections.sha256 = Some(putuo_notice::sha256(LIST));
    let notice = Parser::default().parse_corrected(LIST, &corrections);
    assert_eq!(notice.unwrap().corrections.len(), 1);
    corrections.sha256 = Some(putuo_notice::sha256("another"));
    let error = Parser::default()
        .parse_corrected(LIST, &corrections)
        .unwrap_err();
    assert!(error.to_string().contains("/source/sha256"), "{error}");
}
