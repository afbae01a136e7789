//! The program as people run it.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader as _, Xlsx, open_workbook};

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(path)
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_putuo-notice"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// A folder of its own, with three notices in it, one of them in a folder below, and a file that is none.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    let notices = folder.join("通知");
    std::fs::create_dir_all(notices.join("下级")).unwrap();
    for (from, to) in [
        ("seed/text/input.txt", "甲.txt"),
        ("web/spans/input.html", "下级/乙.html"),
        ("pdf/gbk/input.pdf", "丙.pdf"),
    ] {
        std::fs::copy(fixture(from), notices.join(to)).unwrap();
    }
    std::fs::write(notices.join("坏.pdf"), "%PDF-1.7 and nothing after it").unwrap();
    std::fs::write(notices.join("图.png"), "left out").unwrap();
    folder
}

fn text(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Records of a CSV file, the header first.
fn csv(path: impl AsRef<Path>) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .unwrap();
    reader
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_folder_becomes_a_data_package_and_failures_are_rows_of_it() {
    let folder = folder("package");
    let done = run(&folder, &["convert", "通知", "-o", "包"]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(2), "{said}");
    assert!(
        said.contains("1 of 4 files failed:\n  通知/坏.pdf"),
        "{said}"
    );
    let notices = csv(folder.join("包/notices.csv"));
    let status: Vec<(&str, &str)> = notices[1..].iter().map(|r| (&*r[0], &*r[1])).collect();
    assert_eq!(
        status,
        [
            ("通知/下级/乙.html", "ok"),
            ("通知/丙.pdf", "ok"),
            ("通知/坏.pdf", "failed"),
            ("通知/甲.txt", "ok")
        ]
    );
    let items = csv(folder.join("包/items.csv"));
    let package: serde_json::Value =
        serde_json::from_str(&text(folder.join("包/datapackage.json"))).unwrap();
    let fields: Vec<&str> = package["resources"][1]["schema"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["name"].as_str().unwrap())
        .collect();
    assert_eq!(items[0], fields);
    let of = |name: &str| items.iter().filter(|r| r[0] == name).count();
    assert_eq!(of("通知/甲.txt"), 26);
    assert!(!folder.join("包/.putuo-notice").exists());
}

#[test]
fn a_workbook_holds_the_same_values_as_csv_and_money_as_numbers() {
    let folder = folder("workbook");
    run(&folder, &["convert", "通知", "-o", "包"]);
    for (arguments, file) in [(&[][..], "平.xlsx"), (&["--merged"][..], "并.xlsx")] {
        run(
            &folder,
            &[&["convert", "通知", "-o", file], arguments].concat(),
        );
        let mut book: Xlsx<_> = open_workbook(folder.join(file)).unwrap();
        let sheet = book.worksheet_range("items").unwrap();
        let items = csv(folder.join("包/items.csv"));
        assert_eq!(sheet.height(), items.len());
        let purchaser = items[0].iter().position(|n| n == "purchaser").unwrap();
        let yuan = items[0].iter().position(|n| n == "amount_yuan").unwrap();
        for (row, record) in sheet.rows().zip(&items) {
            for (col, (cell, value)) in row.iter().zip(record).enumerate() {
                // A merged cell has its value in its first row only.
                if col == purchaser && file == "并.xlsx" && *cell == Data::Empty {
                    continue;
                }
                let shown = match cell {
                    Data::Bool(value) => value.to_string(),
                    other => other.to_string(),
                };
                assert_eq!(&shown, value, "{file}, {}", items[0][col]);
                if col == yuan && record != &items[0] && !value.is_empty() {
                    assert!(matches!(cell, Data::Float(_) | Data::Int(_)), "{cell:?}");
                }
            }
        }
    }
}

#[test]
fn an_interrupted_batch_goes_on_and_ends_as_an_unbroken_one() {
    let folder = folder("resume");
    run(&folder, &["convert", "通知", "-o", "整"]);
    // A folder in the way of the output: everything is read, nothing is written.
    std::fs::create_dir_all(folder.join("断/items.csv.part")).unwrap();
    let broken = run(&folder, &["convert", "通知", "-o", "断"]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(folder.join("断/.putuo-notice").exists());
    std::fs::remove_dir(folder.join("断/items.csv.part")).unwrap();
    // One finished result is cut short, as by a power failure: it is read again.
    let cut = std::fs::read_dir(folder.join("断/.putuo-notice"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.extension().is_some_and(|e| e == "json"))
        .unwrap();
    std::fs::write(&cut, "{\"name\":").unwrap();
    let refused = run(&folder, &["convert", "通知", "-o", "断"]);
    assert!(
        String::from_utf8(refused.stderr)
            .unwrap()
            .contains("--resume")
    );
    let resumed = run(&folder, &["convert", "通知", "-o", "断", "--resume"]);
    assert_eq!(resumed.status.code(), Some(2));
    for file in [
        "notices.csv",
        "items.csv",
        "diagnostics.csv",
        "datapackage.json",
    ] {
        assert_eq!(
            text(folder.join("整").join(file)),
            text(folder.join("断").join(file))
        );
    }
    assert!(!folder.join("断/.putuo-notice").exists());
}

#[test]
fn a_dash_is_standard_output() {
    let folder = folder("dash");
    let named = run(&folder, &["convert", "通知/甲.txt", "-o", "-"]);
    let plain = run(&folder, &["convert", "通知/甲.txt"]);
    assert!(!named.stdout.is_empty() && named.stdout == plain.stdout);
    assert!(!folder.join("-").exists());
}

#[test]
fn nothing_is_overwritten_unasked() {
    let folder = folder("force");
    std::fs::write(folder.join("表.csv"), "mine").unwrap();
    let refused = run(&folder, &["convert", "通知/甲.txt", "-o", "表.csv"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(text(folder.join("表.csv")), "mine");
    let forced = run(
        &folder,
        &["convert", "通知/甲.txt", "-o", "表.csv", "--force"],
    );
    assert_eq!(forced.status.code(), Some(0));
    assert_eq!(csv(folder.join("表.csv")).len(), 27);
}

#[test]
fn results_are_the_same_however_many_work() {
    let folder = folder("order");
    let with = |jobs: &str| {
        run(
            &folder,
            &["convert", "通知", "--to", "ndjson", "--jobs", jobs],
        )
        .stdout
    };
    let one = with("1");
    assert_eq!(one.split(|b| *b == b'\n').count(), 4);
    assert_eq!(one, with("4"));
}

#[test]
fn csv_for_excel_has_a_mark_and_crlf() {
    let folder = folder("excel");
    let done = run(
        &folder,
        &["convert", "通知/甲.txt", "--to", "csv", "--excel"],
    );
    assert!(done.stdout.starts_with("\u{feff}notice,".as_bytes()));
    let text = String::from_utf8(done.stdout).unwrap();
    assert_eq!(text.matches("\r\n").count(), 27);
    assert_eq!(text.matches('\n').count(), 27);
}

#[test]
fn a_release_package_has_a_planning_release_for_each_project() {
    let folder = folder("ocds");
    run(
        &folder,
        &["convert", "通知/甲.txt", "--to", "ocds", "-o", "发布"],
    );
    let package: serde_json::Value =
        serde_json::from_str(&text(folder.join("发布/releases.json"))).unwrap();
    let releases = package["releases"].as_array().unwrap();
    assert_eq!(releases.len(), 26);
    assert_eq!(package["publishedDate"], "2023-04-11T00:00:00+08:00");
    assert_eq!(releases[0]["tag"], serde_json::json!(["planning"]));
    assert_eq!(releases[0]["buyer"]["name"], "区委组织部");
    assert_eq!(
        releases[0]["planning"]["budget"]["amount"]["amount"],
        50000.0
    );
    assert!(
        releases
            .iter()
            .all(|r| r["awards"].is_null() && r["tender"]["value"].is_null())
    );
}

#[test]
fn a_notice_in_several_files_is_released_once_and_none_is_no_package() {
    let folder = folder("ocds_again");
    std::fs::copy(folder.join("通知/甲.txt"), folder.join("通知/丁.txt")).unwrap();
    let changed = text(folder.join("通知/甲.txt")).replacen("区委组织部", "区委某部", 1);
    std::fs::write(folder.join("通知/戊.txt"), changed).unwrap();
    let files = ["通知/甲.txt", "通知/丁.txt", "通知/戊.txt"];
    let done = run(
        &folder,
        &[&["convert", "--to", "ocds"], &files[..]].concat(),
    );
    let package: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let releases = package["releases"].as_array().unwrap();
    let ids: std::collections::BTreeSet<&str> =
        releases.iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!((releases.len(), ids.len()), (27, 27));
    assert_eq!(releases[26]["id"], "舟普民基〔2023〕1号-1-planning-2");

    std::fs::write(folder.join("无.txt"), "关于某事的通知").unwrap();
    let done = run(&folder, &["convert", "--to", "ocds", "无.txt"]);
    assert_eq!((done.status.code(), done.stdout.len()), (Some(2), 0));
}

#[test]
fn check_says_findings_and_sums_in_both_languages() {
    let folder = folder("check");
    let of = |lang: &str| {
        let done = run(
            &folder,
            &["check", "--lang", lang, "--color", "never", "通知/甲.txt"],
        );
        assert_eq!(done.status.code(), Some(0));
        String::from_utf8(done.stdout).unwrap()
    };
    assert!(
        of("en")
            .contains("26 projects, 6280770 yuan stated: 6220770 exact, 60000 settled as actual")
    );
    assert!(of("zh").contains("共26个项目，列明金额6280770元"));
    assert!(!of("zh").contains('\u{1b}'));
    let colored = run(&folder, &["check", "--color", "always", "通知/甲.txt"]);
    assert!(
        String::from_utf8(colored.stdout)
            .unwrap()
            .contains("\u{1b}[33mwarning")
    );
}

#[test]
fn a_second_reader_that_dies_is_a_finding_and_no_failure() {
    let folder = folder("second_reader");
    // A form that calls itself: pdf-extract follows it until its stack is used up.
    std::fs::copy(
        fixture("hostile/self_calling_form.pdf"),
        folder.join("a.pdf"),
    )
    .unwrap();
    let checked = run(&folder, &["check", "--json", "--second-reader", "a.pdf"]);
    let report: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    let found = report["diagnostics"].as_array().unwrap();
    let found: Vec<_> = found.iter().map(|d| (&d["code"], &d["severity"])).collect();
    assert_eq!(found[0].0, "second_reader.failed");
    assert_eq!(found[0].1, "info");
    // The form holds no notice: that is the one error.
    assert_eq!(found[1].0, "notice.empty");
    assert_eq!(
        (found.len(), checked.status.code()),
        (2, Some(1)),
        "{report}"
    );

    let checked = run(
        &folder,
        &["check", "--second-reader", "通知/丙.pdf", "通知/甲.txt"],
    );
    assert_eq!(checked.status.code(), Some(0));
}

#[test]
fn limits_are_set_by_name() {
    let folder = folder("limits");
    let file = "通知/丙.pdf";
    let failed = run(&folder, &["check", "--limit", "glyphs=10", file]);
    let words = String::from_utf8(failed.stderr).unwrap();
    assert_eq!(failed.status.code(), Some(2));
    assert!(
        words.contains("limit glyphs = 10") && words.contains("--limit glyphs=N"),
        "{words}"
    );
    let wrong = run(&folder, &["check", "--limit", "glyph=10", file]);
    let words = String::from_utf8(wrong.stderr).unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(words.contains("expected one of input_bytes"), "{words}");
}
