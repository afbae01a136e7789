//! What stands between the title of a notice and its text.
#![allow(clippy::unwrap_used)]

use putuo_notice::{Notice, parse_notice};

fn recipients(below_title: &str) -> Vec<String> {
    let text = format!(
        "关于下达2024年电影放映补助的通知\n{below_title}\n\n现将补助资金下达给你们，请专款专用。\n\n舟山市普陀区财政局\n2024年7月22日\n"
    );
    let notice: Notice = parse_notice(text).unwrap();
    notice.recipients.into_iter().map(|t| t.text).collect()
}

#[test]
fn labels_of_the_page_are_no_recipients() {
    for line in [
        "稿源：普陀新闻网 编辑：小陈 2024年08月01日",
        "供稿单位：区民政局  点击数：301",
        "撰稿：办公室 审核：李某 签发：王某",
    ] {
        assert_eq!(
            recipients(&format!("{line}\n\n各镇街：")),
            ["各镇街"],
            "{line}"
        );
    }
}

#[test]
fn recipients_may_have_lost_their_colon() {
    assert_eq!(recipients("区级机关各部门"), ["区级机关各部门"]);
    assert_eq!(recipients("东港街道办事处"), ["东港街道办事处"]);
}

#[test]
fn who_signs_is_no_recipient() {
    assert_eq!(recipients("普陀区财政局"), [""; 0]);
}
