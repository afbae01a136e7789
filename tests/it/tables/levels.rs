//! Names of columns on two levels: what stands below tells under which upper name the lower ones belong, and what each adds up.

use super::{columns_of, notice};

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
