//! Names of columns on two levels: what stands below tells under which upper name the lower ones belong, and what each adds up.

use super::{columns_of, findings_of, notice, says};

#[test]
fn lower_names_stand_where_the_sum_under_one_of_them_is_what_the_others_come_to() {
    for (header, row, more, main) in [
        (
            "总投资（万元）\t本次下达投资\t责任人\n合计\t中央投资\t地方投资",
            "90\t24\t18\t6\t李某",
            "100\t30\t24\t6\t张某",
            "本次下达投资/合计",
        ),
        (
            "垃圾分类\t公厕改造\t奖补合计（元）\n户数\t奖补（元）\t座数\t奖补（元）",
            "32\t1600\t2\t4000\t5600",
            "18\t900\t1\t2000\t2900",
            "奖补合计（元）",
        ),
    ] {
        let read = notice(&format!("村名\t{header}\n甲村\t{row}\n乙村\t{more}"));
        let main = format!("{main}: amount");
        assert!(columns_of(&read).contains(&main), "{:?}", columns_of(&read));
        let doubts = findings_of(&read);
        let doubtful = |f: &&String| f.starts_with("form.") || f.starts_with("table.");
        assert_eq!(doubts.iter().find(doubtful), None);
    }
}

#[test]
fn a_sum_that_may_as_well_stand_under_another_name_is_in_doubt() {
    let read = notice(
        "镇街\t总投资（万元）\t本次下达（万元）\n中央\t地方\n甲镇\t90\t24\t18\n乙镇\t80\t30\t20",
    );
    says(&read, "form.ambiguous_cells");
}

#[test]
fn a_total_under_a_name_adds_up_what_stands_there_beside_it() {
    let read = notice(
        "镇街;总投资（万元）;本次下达（万元）;;\n;;合计;中央;地方\n甲镇;90;24;18;6\n乙镇;80;50;30;20"
            .replace(';', "\t")
            .as_str(),
    );
    let main = "本次下达（万元）/合计: amount".to_owned();
    assert!(columns_of(&read).contains(&main), "{:?}", columns_of(&read));
}
