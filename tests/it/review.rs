//! The review page: safe whatever a notice says, small enough, and used in a real browser.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

use std::path::Path;
use std::process::Command;

use putuo_notice::output::review::{Lang, render};
use putuo_notice::{ParseOptions, Parser};

fn fixture(path: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    std::fs::read(root.join(path)).unwrap()
}

fn page(name: &str, bytes: &[u8]) -> String {
    let mut options = ParseOptions::default();
    options.name = Some(name.to_owned());
    let inspection = Parser::new(options).inspect(bytes).unwrap();
    render(&[inspection], Lang::En)
}

#[test]
fn text_of_a_notice_is_never_markup_wherever_it_stands() {
    let evil =
        "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"' onfocus='alert(1)";
    let notice = format!(
        "关于公布{evil}的通知\n\n序号\t购买主体\t{evil}\t金额（万元）\n1\t{evil}\t{evil}\t{evil}\n"
    );
    let html = page(&format!("{evil}.txt"), notice.as_bytes());
    assert_eq!(html.matches("<script").count(), 1, "our own alone");
    assert_eq!(html.matches("</script").count(), 1, "our own alone");
    assert!(!html.contains("<img"));
    assert!(
        !html.contains("' onfocus"),
        "quotes are escaped in attributes"
    );
    // The one handler-like word left stands between tags, escaped.
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
}

#[test]
fn nothing_is_asked_of_the_network() {
    let html = page("通知.pdf", &fixture("seed/chromium/input.pdf"));
    assert!(html.contains("default-src 'none'"));
    for part in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!html.contains(part), "{part}");
    }
}

#[test]
fn pages_are_small() {
    for path in ["seed/chromium/input.pdf", "scale/rows_1000.pdf"] {
        let pdf = fixture(path);
        let html = page("通知.pdf", &pdf);
        let allowed = (5 * pdf.len()).max(2_000_000);
        assert!(
            html.len() <= allowed,
            "{path}: {} of {allowed} bytes",
            html.len()
        );
    }
}

#[test]
fn rows_that_need_a_look_are_marked() {
    let text = "关于公布购买服务项目的通知\n\n序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老\t20\n2\t区司法局\t助餐\t4?0\n";
    let html = page("一.txt", text.as_bytes());
    let marked: Vec<&str> = html.split("<tr class=\"item").skip(1).collect();
    let look = |row: &&str| row.starts_with(" look") && row.contains("此行需核对");
    assert_eq!(marked.iter().map(look).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn what_was_left_out_is_shown_with_its_reason() {
    let html = page("通知.pdf", &fixture("seed/libreoffice/input.pdf"));
    let notice = Parser::default()
        .parse(fixture("seed/libreoffice/input.pdf"))
        .unwrap();
    let numbers = notice.ledger.discarded["page_number"];
    assert!(numbers > 0, "the fixture prints page numbers");
    assert!(html.contains("<title>page number 页码: "));
}

#[test]
fn a_reviewer_can_use_it_in_a_real_browser() {
    let python = Command::new("python3")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/review.py"))
        .arg(env!("CARGO_BIN_EXE_putuo-notice"))
        .output();
    let done = match python {
        Ok(done) => done,
        Err(error) => {
            eprintln!("skipped: python3 could not be run ({error})");
            return;
        }
    };
    let said = String::from_utf8_lossy(&done.stdout);
    match done.status.code() {
        Some(0) => {}
        Some(77) => eprintln!("{said}"),
        _ => panic!("{said}\n{}", String::from_utf8_lossy(&done.stderr)),
    }
}

#[test]
fn a_sheet_is_drawn_as_a_table_beside_the_rows() {
    let html = page("项目表.xlsx", &fixture("sheets/libreoffice.xlsx"));
    assert!(html.contains("<table class=\"sheet\"><caption>项目表</caption>"));
    assert!(html.contains("<th>B</th>") && !html.contains("<th>K</th>"));
    assert!(html.contains("课后<s>三年</s>服务<sup>①</sup>"));
    assert!(html.contains("rowspan=\"2\"") && html.contains("data-cells=\"0.0.0\""));
    assert!(!html.contains("未获批项目"), "hidden rows are not drawn");
    assert!(html.contains("class=\"finding warning\""));
}
