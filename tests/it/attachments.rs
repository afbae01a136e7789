//! Attachment notes and labels in every kind of numerals, and where the notes end.
#![allow(clippy::unwrap_used)]

use putuo_notice::{Notice, parse_notice};

fn notice(note: &str, after: &str) -> Notice {
    let text = format!(
        "关于公布2024年购买服务项目的通知\n\n各科室：\n现将项目公布如下。\n\n{note}\n\n{after}"
    );
    parse_notice(&text).unwrap()
}

const SIGNED: &str = "区民政局\n2024年1月2日\n";

/// Number and title of each note.
fn notes(note: &str) -> Vec<(Option<u32>, String)> {
    let notes = notice(note, SIGNED).attachment_notes.into_iter();
    notes.map(|n| (n.number, n.title.text)).collect()
}

#[test]
fn notes_are_counted_in_any_numerals() {
    let two = |first: u32| {
        vec![
            (Some(first), "甲表".to_owned()),
            (Some(first + 1), "乙表".to_owned()),
        ]
    };
    for (note, first) in [
        ("附件：1.甲表\n　　　2.乙表", 1),
        ("附件：1．甲表\n2．乙表", 1),
        ("附件：1.甲表2.乙表", 1),
        ("附件：1、甲表 2、乙表", 1),
        ("附件：01.甲表\n02.乙表", 1),
        ("附件：（1）甲表\n（2）乙表", 1),
        ("附件：1）甲表 2）乙表", 1),
        ("附件：①甲表②乙表", 1),
        ("附件：⒈甲表\n⒉乙表", 1),
        ("附件：一、甲表\n　　　二、乙表", 1),
        ("附件：一、甲表二、乙表", 1),
        ("附件：一、甲表 二、乙表", 1),
        ("附件：（一）甲表（二）乙表", 1),
        ("附件：㈠甲表\n㈡乙表", 1),
        ("附件：壹、甲表 贰、乙表", 1),
        ("附件：Ⅰ.甲表\nⅡ.乙表", 1),
        ("附件：9.甲表\n10.乙表", 9),
        ("附件：十、甲表\n十一、乙表", 10),
        ("附件：十九、甲表二十、乙表", 19),
        // Marks may be mixed up at the start of a line.
        ("附件：1.甲表\n2、乙表", 1),
    ] {
        assert_eq!(notes(note), two(first), "{note}");
    }
}

#[test]
fn numbers_in_titles_part_none() {
    for (note, titles) in [
        (
            "附件：1.2024年甲表\n2.2024年乙表",
            vec!["2024年甲表", "2024年乙表"],
        ),
        (
            "附件：1.含2.5万元以上项目表\n2.乙表",
            vec!["含2.5万元以上项目表", "乙表"],
        ),
        (
            "附件：一、十二、十三批次表\n二、乙表",
            vec!["十二、十三批次表", "乙表"],
        ),
        ("附件：1.甲表（2）\n2.乙表", vec!["甲表（2）", "乙表"]),
        ("附件：2024年第二批项目表", vec!["2024年第二批项目表"]),
    ] {
        let read = notes(note).into_iter().map(|(_, title)| title);
        assert_eq!(read.collect::<Vec<_>>(), titles, "{note}");
    }
}

#[test]
fn labels_are_numbered_in_any_numerals() {
    let attachment =
        |label: &str| format!("{label}\n甲表\n序号\t项目名称\t金额（万元）\n1\t甲\t5\n2\t乙\t6\n");
    for (labels, numbers) in [
        (["附件十", "附件十一"], [10, 11]),
        (["附件十九", "附件二十"], [19, 20]),
        (["附件二十一：", "附件廿二："], [21, 22]),
        (["附件9", "附件10"], [9, 10]),
        (["附件（一）", "附件（二）"], [1, 2]),
        (["附件①", "附件②"], [1, 2]),
        (["附表壹", "附表贰"], [1, 2]),
    ] {
        let after = format!(
            "{SIGNED}\n{}\n{}",
            attachment(labels[0]),
            attachment(labels[1])
        );
        let read = notice("附件：一、甲表\n二、乙表", &after).attachments;
        let read: Vec<_> = read.iter().filter_map(|a| a.number).collect();
        assert_eq!(read, numbers, "{labels:?}");
    }
}

#[test]
fn notes_end_where_signers_begin() {
    let table = "附件1：\n甲表\n序号\t项目名称\t金额（万元）\n1\t甲\t5\n2\t乙\t6\n";
    for (signers, names) in [
        (
            "某县财政局          某县农业农村局\n\n       某县乡村振兴局",
            vec!["某县财政局", "某县农业农村局", "某县乡村振兴局"],
        ),
        ("某县财政局", vec!["某县财政局"]),
        (
            "某县财政局\n某县农业农村局",
            vec!["某县财政局", "某县农业农村局"],
        ),
        ("某县财政局\n2024年1月2日", vec!["某县财政局"]),
    ] {
        let read = notice(
            "附件：1.项目补助\n　　资金安排表\n2.产业项目补助\n　　资金安排表",
            &format!("{signers}\n\n{table}"),
        );
        let titles: Vec<_> = read
            .attachment_notes
            .iter()
            .map(|n| n.title.text.as_str())
            .collect();
        assert_eq!(
            titles,
            ["项目补助资金安排表", "产业项目补助资金安排表"],
            "{signers}"
        );
        let read: Vec<_> = read.signatories.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(read, names, "{signers}");
    }
    // A title that goes on with the name of an office is one.
    let read = notice("附件：关于委托舟山市普陀区\n民政局", &format!("\n{table}"));
    assert!(read.signatories.is_empty());
}

#[test]
fn a_title_over_the_label_is_the_one_that_the_note_names() {
    let table = "序号\t项目名称\t金额（万元）\n1\t甲\t5\n";
    let titles = |note: &str, after: &str| {
        let notice = notice(note, &format!("{SIGNED}\n{after}\n{table}"));
        assert_eq!(notice.body.len(), 1, "{after}");
        let attachments = notice.attachments.into_iter();
        let titles = attachments.map(|a| a.title.map_or_else(String::new, |t| t.text));
        titles.collect::<Vec<_>>()
    };
    let title = "2024年购买服务项目表";
    let note = format!("附件：{title}");
    assert_eq!(titles(&note, &format!("{title}\n附件")), [title]);
    assert_eq!(titles(&note, &format!("附件\n{title}")), [title]);
    let two = format!("附件：1.{title}\n2.乙表");
    assert_eq!(titles(&two, &format!("{title}\n附件1")), [title]);
}

#[test]
fn a_masked_date_ends_the_notes_as_any_does() {
    let read = notice("附件：甲表", "区民政局\n****年**月**日\n\n附件\n甲表\n");
    let titles: Vec<&str> = read
        .attachment_notes
        .iter()
        .map(|n| &*n.title.text)
        .collect();
    let signed: Vec<&str> = read.signatories.iter().map(|s| &*s.text).collect();
    assert_eq!((titles, signed), (vec!["甲表"], vec!["区民政局"]));
    assert!(read.date.is_none() && read.diagnostics.iter().any(|d| d.code == "text.masked"));
}

/// 附件： may stand on a line of its own above the list of what is attached.
#[test]
fn a_label_above_a_list_of_what_is_attached_is_a_note() {
    for (first, second) in [("1.", "2."), ("1、", "2、"), ("（1）", "（2）")] {
        for gap in ["", "\n"] {
            let notice = parse_notice(format!(
                "关于下达资金的通知\n各镇人民政府：\n现将资金下达给你们。\n附件：\n{gap}{first}2024年项目表\n{gap}{second}绩效目标表\n\n舟山市普陀区民政局 舟山市普陀区财政局\n2024年4月1日\n\n附件1\n2024年项目表\n序号\t单位\t项目名称\t金额（万元）\n1\t区民政局\t果园\t5\n2\t区教育局\t大棚\t6\n"
            ))
            .unwrap();
            let notes = notice
                .attachment_notes
                .iter()
                .map(|n| n.title.text.as_str());
            assert_eq!(
                notes.collect::<Vec<_>>(),
                ["2024年项目表", "绩效目标表"],
                "{first}"
            );
            assert_eq!(notice.signatories.len(), 2, "{first}");
            assert!(
                notice.date.is_some() && notice.attachments.len() == 1,
                "{first}"
            );
        }
    }
}
