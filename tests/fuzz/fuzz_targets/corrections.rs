//! Files of corrections, and what they do to a notice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use putuo_notice::Corrections;

const NOTICE: &str = "关于公布项目的通知\n舟普民基〔2023〕1号\n各乡镇：\n序号\t购买主体\t项目名称\t金额（万元）\n\
                      1\t区民政局\t甲\t5\n合计\t\t\t5\n普陀区民政局\n2023年4月11日\n";

fuzz_target!(|bytes: &[u8]| {
    for mut corrections in Corrections::from_json(bytes).into_iter().flatten() {
        // Made for another file: applied all the same, to see what the values do.
        corrections = {
            let mut anew = Corrections::default();
            anew.list = corrections.list;
            anew
        };
        if let Ok(notice) = putuo_notice_fuzz::parser().parse_corrected(NOTICE, &corrections) {
            putuo_notice_fuzz::check(&notice);
        }
    }
});
