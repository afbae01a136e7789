//! What number formats print.

use rust_decimal::Decimal;

use super::*;

fn shown(code: &str, value: f64) -> String {
    let format = NumberFormat::read(code).unwrap();
    format
        .number(value, false)
        .map_or("####".into(), |s| s.text)
}

#[test]
fn numbers_in_few_digits_are_their_first_fifteen() {
    for value in [
        0.1,
        59.26,
        1.0e-9,
        123_456_789.012_345,
        0.000_012_345,
        999_999_999_999_999.0,
        7.0,
        0.1 + 0.2,
        4.35 * 100.0,
    ] {
        let first = Decimal::from_scientific(&format!("{value:.14e}"))
            .unwrap()
            .normalize();
        assert_eq!(digits::decimal(value), Some(first), "{value}");
        assert_eq!(
            NumberFormat::general(value).unwrap().text,
            first.to_string()
        );
        assert_eq!(
            NumberFormat::general(-value).unwrap().text,
            format!("-{first}")
        );
    }
    assert_eq!(NumberFormat::general(1e15).unwrap().text, "1E+15");
    assert_eq!(NumberFormat::general(f64::NAN), None);
}

#[test]
fn numbers() {
    for (code, value, text) in [
        ("0.00", 5.0, "5.00"),
        ("0.00", 1.005, "1.01"),
        ("0.0\"万元\"", 5.0, "5.0万元"),
        ("0.0%", 0.125, "12.5%"),
        ("00", 1.0, "01"),
        ("General", 12.600000000000001, "12.6"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", -3.5, "-3.5"),
        ("General", 123_456_789.12, "123456789.1"),
        ("General", 1.5e17, "1.5E+17"),
        ("General\"万元\"", 100.0 / 3.0, "33.33333333万元"),
        ("@\"元\"", -3.5, "-3.5"),
        ("General\"元\"", 5.0, "5元"),
        ("#,##0", 1_234_567.5, "1,234,568"),
        ("#,##0.00", 0.5, "0.50"),
        ("#,###.##", 0.5, ".5"),
        ("0.0###", 47.0, "47.0"),
        ("0,000", 12.0, "0,012"),
        ("￥#,##0", 30_000.0, "￥30,000"),
        ("[$¥-804]#,##0.00", 1200.0, "¥1,200.00"),
        ("\"¥\"#,##0.00;[Red]\"¥\"-#,##0.00", -5.0, "¥-5.00"),
        ("#,##0.00;(#,##0.00)", -5.0, "(5.00)"),
        ("0;-0;\"无\"", 0.0, "无"),
        ("0;;", -1.0, ""),
        (";;;", 12.0, ""),
        ("0!.0,\"万元\"", 12_345.0, "1.2万元"),
        ("0\\.0,", 56_789.0, "5.7"),
        ("#,##0,", 12_345_678.0, "12,346"),
        ("0.00,,", 12_345_678.0, "12.35"),
        ("[>=10000]0!.0,\"万元\";0\"元\"", 50_000.0, "5.0万元"),
        ("[>=10000]0!.0,\"万元\";0\"元\"", 800.0, "800元"),
        ("[<1]0.00;[<10]0.0;0", 5.25, "5.3"),
        ("[<1]0.00;[<10]0.0;0", 15.5, "16"),
        (
            "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            1234.5,
            "1,234.50",
        ),
        (
            "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            0.0,
            "-",
        ),
        ("_ \"¥\"* #,##0.00_ ", 3.0, "¥3.00"),
        ("0.00E+00", 12_345.0, "1.23E+04"),
        ("##0.0E+0", 12_345.0, "12.3E+3"),
        ("# ?/?", 1.5, "1 1/2"),
        ("_ ¥* ??,??0.0??_ ", 50.0, "¥50.0"),
        ("# ??/??", 0.333_333_333, "1/3"),
        ("# ??/100", 0.25, "25/100"),
        ("# ?/2", 3.5, "3 1/2"),
        ("?/10", 1.2, "12/10"),
        ("000-0000", 1_234_567.0, "123-4567"),
        ("[DBNum1]General", 1205.0, "一千二百〇五"),
        ("[DBNum2][$-804]General", 12_050.0, "壹万贰仟零伍拾"),
        ("[DBNum2][$-804]G/通用格式", 30_000.0, "叁万"),
        ("[DBNum2]0", 123.0, "壹贰叁"),
        ("0.00\"万元\";[Red]-0.00\"万元\"", -1.234, "-1.23万元"),
        ("\"第\"0\"批\"", 2.0, "第2批"),
        ("@", 5.0, "5"),
        ("[Blue]0.0", 2.0, "2.0"),
        ("0.", 5.0, "5."),
    ] {
        assert_eq!(shown(code, value), text, "{code} {value}");
    }
}

#[test]
fn days_and_times() {
    // 2022-09-21 is day 44,825.
    for (code, value, text) in [
        ("yyyy\"年\"m\"月\"d\"日\"", 44_825.0, "2022年9月21日"),
        ("yyyy-mm-dd", 44_825.0, "2022-09-21"),
        ("yyyy.mm.dd", 44_825.0, "2022.09.21"),
        ("yy/m/d", 44_825.0, "22/9/21"),
        ("yyyy/m/d;@", 44_825.0, "2022/9/21"),
        (
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
            44_825.0,
            "2022年9月21日",
        ),
        (
            "[$-804]yyyy\"年\"m\"月\"d\"日\";@",
            44_825.0,
            "2022年9月21日",
        ),
        (
            "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@",
            44_825.0,
            "二〇二二年九月二十一日",
        ),
        ("[DBNum1][$-804]m\"月\"d\"日\"", 44_910.0, "十二月十五日"),
        ("[$-1E000804]m\\月d\\日", 44_910.0, "十二月十五日"),
        ("aaaa", 44_825.0, "星期三"),
        ("d-mmm-yy", 44_825.0, "21-Sep-22"),
        ("dddd", 44_825.0, "Wednesday"),
        ("h:mm:ss", 0.5, "12:00:00"),
        ("h:mm AM/PM", 0.75, "6:00 PM"),
        ("上午/下午h\"时\"mm\"分\"", 0.75, "下午6时00分"),
        ("[h]:mm", 1.5, "36:00"),
        ("mm:ss", 0.001, "01:26"),
        ("yyyy/m/d h:mm", 44_825.25, "2022/9/21 6:00"),
        ("yyyy/m/d", 60.0, "1900/2/29"),
        ("yyyy/m/d", 1.0, "1900/1/1"),
        ("yyyy/m/d", 61.0, "1900/3/1"),
        ("yyyy/m/d", -1.0, "####"),
        ("yyyy/m/d", 2_958_465.0, "9999/12/31"),
    ] {
        assert_eq!(shown(code, value), text, "{code} {value}");
    }
    let format = NumberFormat::read("yyyy/m/d").unwrap();
    assert_eq!(format.number(0.0, true).unwrap().text, "1904/1/1");
}

#[test]
fn what_is_rounded_is_known() {
    let exact = |code: &str, value: f64| {
        let format = NumberFormat::read(code).unwrap();
        format.number(value, false).unwrap().exact
    };
    assert!(exact("0.00", 12.35) && !exact("0.00", 12.3534));
    assert!(exact("0.0%", 0.125) && !exact("0%", 0.125));
    assert!(exact("General", 0.1 + 0.2));
    assert!(exact("# ?/?", 1.75) && !exact("# ?/?", 0.1234) && !exact("# ?/2", 0.25));
    assert!(!exact("0!.0,\"万元\"", 12_345.0) && exact("0!.0,\"万元\"", 12_000.0));
    // A sign that is told by the colour alone is not shown.
    assert!(!exact("0.0;[Red]0.0", -6.0) && !exact("0.0;0.0", -6.0));
    assert!(exact("0.0;(0.0)", -6.0) && exact("0.0;\"-\"0.0", -6.0) && exact("0.0;[Red]0.0", 6.0));
    assert!(!exact(";;;", 12.0) && exact("0;-0;\"-\"", 0.0));
}

#[test]
fn texts() {
    let text = |code: &str, text: &str| NumberFormat::read(code).unwrap().text(text);
    assert_eq!(text("0.00", "按实结算"), "按实结算");
    assert_eq!(text("0;0;0;\"共\"@\"项\"", "三"), "共三项");
    assert_eq!(text("@\"（元）\"", "金额"), "金额（元）");
    assert_eq!(text("_ @_ ", "无").trim(), "无");
}

#[test]
fn every_built_in_format_is_read() {
    for id in 0..=60 {
        assert!(NumberFormat::read(built_in(id)).is_some(), "{id}");
    }
}
