#![allow(clippy::unwrap_used)]
//! Documents written part by part: what stands in the body, and what is read of it.
//!
//! A paragraph is shown as its text, `^raised^` and `~struck~` as such; a table as `[2x3: …]`, its cells between bars, with
//! place and spans where a span is more than one.

mod around;
mod tables;

use std::io::{Cursor, Write as _};

use super::super::{Look, Node, Paragraph};
use super::*;
use crate::options::ParseOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document of a body and other parts, by the names of their kinds.
fn package(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let root = |name: &str, inner: &str| {
        format!(
            "<w:{name} xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\" \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
             xmlns:v=\"urn:schemas-microsoft-com:vml\" \
             xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">{inner}</w:{name}>"
        )
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
        )
    };
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut add = |name: &str, text: &str| {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    add(
        "_rels/.rels",
        &relations(&relation("rId1", "officeDocument", "word/document.xml")),
    );
    add(
        "word/document.xml",
        &root("document", &format!("<w:body>{body}</w:body>")),
    );
    let mut all = String::new();
    for (kind, inner) in parts {
        // A kind may have its element's name behind a colon: header:hdr.
        let (kind, element) = kind.split_once(':').unwrap_or((kind, kind));
        all += &relation(kind, kind, &format!("{kind}.xml"));
        let text = if element == "raw" {
            (*inner).to_owned()
        } else {
            root(element, inner)
        };
        add(&format!("word/{kind}.xml"), &text);
    }
    add("word/_rels/document.xml.rels", &relations(&all));
    zip.finish().unwrap().into_inner()
}

fn text(paragraph: &Paragraph) -> String {
    let runs = paragraph.runs.iter().map(|run| match run.look {
        Look::Plain => run.text.replace('\n', "/"),
        Look::Raised => format!("^{}^", run.text),
        Look::Struck => format!("~{}~", run.text),
    });
    runs.collect()
}

fn shown(nodes: &[Node]) -> String {
    let all: Vec<String> = nodes
        .iter()
        .map(|node| match node {
            Node::Paragraph(paragraph) => text(paragraph),
            Node::Table(table) => {
                let cells = table.cells.iter().map(|cell| {
                    let span = match (cell.row_span, cell.col_span) {
                        (1, 1) => String::new(),
                        (rows, cols) => format!("{},{} {rows}x{cols} ", cell.row, cell.col),
                    };
                    span + &shown(&cell.nodes)
                });
                let cells: Vec<String> = cells.collect();
                format!("[{}x{}: {}]", table.rows, table.cols, cells.join("|"))
            }
            other => format!("{other:?}"),
        })
        .collect();
    all.join(" ¶ ")
}

fn read_with(body: &str, parts: &[(&str, &str)]) -> (String, Vec<String>) {
    let options = ParseOptions::default();
    let mut ctx = Context::new(&options);
    let nodes = match read(&package(body, parts), &mut ctx) {
        // Nothing to be seen.
        Err(error) if error.kind() == &ErrorKind::Empty => Vec::new(),
        read => read.unwrap(),
    };
    let codes = ctx.diagnostics.iter().map(|d| d.code.to_string()).collect();
    (shown(&nodes), codes)
}

fn body(body: &str) -> String {
    read_with(body, &[]).0
}

/// Runs of a paragraph.
fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A run with properties.
fn rp(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn tc(properties: &str, text: &str) -> String {
    let text = if text.is_empty() { p("") } else { p(&r(text)) };
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>")
}

fn tr(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|text| tc("", text)).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn tbl(inner: &str) -> String {
    let lines = "<w:tblPr><w:tblBorders><w:top w:val=\"single\"/></w:tblBorders></w:tblPr>";
    let lines = if inner.starts_with("<w:tblPr>") {
        ""
    } else {
        lines
    };
    format!("<w:tbl>{lines}{inner}</w:tbl>")
}

#[test]
fn runs_are_one_text_whatever_wraps_them() {
    let cases = [
        (
            p(&(r("舟山") + "<w:bookmarkStart w:id=\"1\"/>" + &r("市"))),
            "舟山市",
        ),
        (
            p(&format!(
                "<w:hyperlink r:id=\"x\">{}</w:hyperlink>",
                r("附件.xlsx")
            )),
            "附件.xlsx",
        ),
        (
            p(&format!(
                "<w:smartTag><w:smartTagPr/>{}</w:smartTag>年",
                r("2023")
            )),
            "2023",
        ),
        (
            p(&format!(
                "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
                r("甲")
            )),
            "甲",
        ),
        (
            format!(
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                p(&r("乙"))
            ),
            "乙",
        ),
        (
            p(&format!(
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                r("单击此处输入文字。")
            )),
            "",
        ),
        (
            format!("<w:customXml w:element=\"x\">{}</w:customXml>", p(&r("丙"))),
            "丙",
        ),
        (
            p(&format!("<w:dir w:val=\"rtl\">{}</w:dir>", r("丁"))),
            "丁",
        ),
        (
            p(&format!("<w:bdo w:val=\"rtl\">{}</w:bdo>", r("321"))),
            "123",
        ),
        (p("<w:r><w:t> 去边 </w:t></w:r>"), "去边"),
        (p("<w:r><w:t>&lt;5&gt;&#22269;</w:t></w:r>"), "<5>国"),
    ];
    for (document, expected) in cases {
        assert_eq!(body(&document), expected, "{document}");
    }
}

#[test]
fn breaks_hyphens_and_signs() {
    let inner = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/>\
                 <w:t>2</w:t><w:tab/><w:t>3</w:t><w:ptab/><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>";
    assert_eq!(body(&p(inner)), "甲/乙/A-12\t3\t✓");
}

#[test]
fn what_is_deleted_is_not_there_and_what_is_inserted_is() {
    let gone = "<w:del w:id=\"1\"><w:r><w:delText>5</w:delText></w:r></w:del>";
    let new = format!("<w:ins w:id=\"2\">{}</w:ins>", r("8"));
    let (text, codes) = read_with(&p(&(gone.to_owned() + &new + &r("万元"))), &[]);
    assert_eq!(
        (text.as_str(), codes.join(" ").as_str()),
        ("8万元", "docx.deleted")
    );
    // Inserted by one, deleted by another.
    let both = format!("<w:ins w:id=\"1\">{gone}</w:ins>");
    assert_eq!(body(&p(&(both + &r("甲")))), "甲");
    let moved = format!(
        "<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>",
        r("甲"),
        r("乙")
    );
    assert_eq!(body(&p(&moved)), "乙");
    // The old look of a run that is no longer struck.
    let changed = rp(
        "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>",
        "甲",
    );
    assert_eq!(body(&p(&changed)), "甲");
}

#[test]
fn a_deleted_end_of_a_paragraph_joins_it_with_the_next() {
    let end = |mark: &str| format!("<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>");
    let cases = [
        (
            p(&(end("<w:del w:id=\"1\"/>") + &r("为规"))) + &p(&r("范")),
            "为规范",
        ),
        (
            p(&(end("<w:ins w:id=\"1\"/>") + &r("一"))) + &p(&r("二")),
            "一 ¶ 二",
        ),
        (
            p(&(end("<w:vanish/><w:specVanish/>") + &r("一、"))) + &p(&r("目标")),
            "一、目标",
        ),
        // The last of a cell ends all the same.
        (p(&(end("<w:del w:id=\"1\"/>") + &r("尾"))), "尾"),
    ];
    for (document, expected) in cases {
        assert_eq!(body(&document), expected);
    }
    let drop = p(&("<w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr>".to_owned() + &r("为")))
        + &p(&r("规范"));
    assert_eq!(body(&drop), "为规范");
}

#[test]
fn hidden_text_is_not_there() {
    let styles = "<w:style w:type=\"character\" w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>\
                  <w:style w:type=\"character\" w:styleId=\"i\"><w:basedOn w:val=\"h\"/></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"hp\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let cases = [
        (rp("<w:vanish/>", "密"), "甲"),
        (rp("<w:vanish w:val=\"0\"/>", "明"), "甲明"),
        (rp("<w:webHidden/>", "明"), "甲明"),
        (rp("<w:rStyle w:val=\"h\"/>", "密"), "甲"),
        (rp("<w:rStyle w:val=\"i\"/>", "密"), "甲"),
        (
            rp("<w:rStyle w:val=\"i\"/><w:vanish w:val=\"false\"/>", "明"),
            "甲明",
        ),
        (rp("<w:color w:val=\"FFFFFF\"/>", "密"), "甲"),
        (
            rp(
                "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"C00000\"/>",
                "明",
            ),
            "甲明",
        ),
        (
            rp(
                "<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"red\"/>",
                "明",
            ),
            "甲明",
        ),
    ];
    for (run, expected) in cases {
        assert_eq!(
            read_with(&p(&(r("甲") + &run)), &[("styles", styles)]).0,
            expected,
            "{run}"
        );
    }
    // Twice hidden is shown: switches of two kinds of styles turn one another over.
    let twice =
        "<w:pPr><w:pStyle w:val=\"hp\"/></w:pPr>".to_owned() + &rp("<w:rStyle w:val=\"h\"/>", "明");
    let (text, _) = read_with(&(p(&twice) + &p(&r("乙"))), &[("styles", styles)]);
    assert_eq!(text, "明乙");
    let whole = "<w:pPr><w:pStyle w:val=\"hp\"/></w:pPr>".to_owned() + &r("密");
    let (text, codes) = read_with(&(p(&whole) + &p(&r("乙"))), &[("styles", styles)]);
    assert_eq!(
        (text.as_str(), codes.join(" ").as_str()),
        ("乙", "docx.hidden")
    );
}

#[test]
fn struck_and_raised_text_is_shown_beside_the_text() {
    let styles =
        "<w:style w:type=\"character\" w:styleId=\"s\"><w:rPr><w:strike/></w:rPr></w:style>";
    let cases = [
        (rp("<w:strike/>", "5") + &r("8"), "~5~8"),
        (rp("<w:dstrike/>", "5") + &r("8"), "~5~8"),
        (rp("<w:rStyle w:val=\"s\"/>", "5") + &r("8"), "~5~8"),
        (
            r("12") + &rp("<w:vertAlign w:val=\"superscript\"/>", "①"),
            "12^①^",
        ),
    ];
    for (runs, expected) in cases {
        assert_eq!(read_with(&p(&runs), &[("styles", styles)]).0, expected);
    }
}

#[test]
fn capitals_are_what_is_seen() {
    let styles = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:rPr><w:caps/></w:rPr></w:style>";
    assert_eq!(
        read_with(&p(&r("app平台")), &[("styles", styles)]).0,
        "APP平台"
    );
    assert_eq!(body(&p(&rp("<w:smallCaps/>", "gps"))), "GPS");
}

const LISTS: &str = "<w:abstractNum w:abstractNumId=\"0\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlText w:val=\"%1.%2.%3\"/></w:lvl>\
    </w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimalEnclosedCircleChinese\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"&#xF0B7;\"/><w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:pStyle w:val=\"n\"/><w:suff w:val=\"space\"/><w:lvlText w:val=\"第%1条\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"7\"/><mc:AlternateContent><mc:Choice Requires=\"w14\"><w:numFmt w:val=\"custom\" w:format=\"001, 002, 003, ...\"/></mc:Choice><mc:Fallback><w:numFmt w:val=\"decimal\"/></mc:Fallback></mc:AlternateContent><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
    <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num>\
    <w:num w:numId=\"4\"><w:abstractNumId w:val=\"2\"/></w:num>\
    <w:num w:numId=\"5\"><w:abstractNumId w:val=\"3\"/></w:num>\
    <w:num w:numId=\"6\"><w:abstractNumId w:val=\"4\"/></w:num>\
    <w:num w:numId=\"7\"><w:abstractNumId w:val=\"0\"/></w:num>";

#[test]
fn automatic_numbers_stand_before_their_paragraphs() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"n\"><w:pPr><w:numPr><w:numId w:val=\"5\"/></w:numPr></w:pPr></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"m\"><w:basedOn w:val=\"n\"/></w:style>";
    let n = |list: &str, level: &str, text: &str| {
        let number =
            format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        p(&(format!("<w:pPr>{number}</w:pPr>")
            + &if text.is_empty() {
                String::new()
            } else {
                r(text)
            }))
    };
    let styled = |style: &str, more: &str, text: &str| {
        p(&(format!("<w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>") + &r(text)))
    };
    let cases = [
        (n("1", "0", "甲") + &n("1", "0", "乙"), "一、甲 ¶ 二、乙"),
        // Deeper levels begin anew; figures only where a level says so.
        (
            n("1", "0", "a")
                + &n("1", "1", "b")
                + &n("1", "1", "c")
                + &n("1", "0", "d")
                + &n("1", "1", "e")
                + &n("1", "2", "f"),
            "一、a ¶ （1）b ¶ （2）c ¶ 二、d ¶ （1）e ¶ 2.1.1 f",
        ),
        // A list of the same kind goes on counting, unless it says where it starts.
        (
            n("1", "0", "a") + &n("7", "0", "b") + &n("2", "0", "c") + &n("2", "0", "d"),
            "一、a ¶ 二、b ¶ 一、c ¶ 二、d",
        ),
        (n("3", "0", "") + &n("3", "0", ""), "③ ¶ ④"),
        (n("4", "0", "甲"), "•甲"),
        (n("6", "0", ""), "007"),
        (n("0", "0", "甲") + &n("99", "0", "乙"), "甲 ¶ 乙"),
        (
            styled("n", "", "甲") + &styled("m", "", "乙"),
            "第1条 甲 ¶ 第2条 乙",
        ),
        (
            styled("n", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "甲"),
            "甲",
        ),
    ];
    for (document, expected) in cases {
        let parts = [("numbering", LISTS), ("styles", styles)];
        assert_eq!(read_with(&document, &parts).0, expected);
    }
}

#[test]
fn numbers_of_what_is_deleted_are_not_counted() {
    let number = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
    let gone = p(&format!(
        "<w:pPr>{number}<w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:del w:id=\"2\"><w:r><w:delText>x</w:delText></w:r></w:del>"
    ));
    let there = |t: &str| p(&(format!("<w:pPr>{number}</w:pPr>") + &r(t)));
    let document = there("甲") + &gone + &there("乙");
    assert_eq!(
        read_with(&document, &[("numbering", LISTS)]).0,
        "一、甲 ¶ 二、乙"
    );
}

/// A field with a code and, if any, a result.
fn field(code: &str, result: Option<&str>) -> String {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let result = result
        .map(|inner| mark("separate") + inner)
        .unwrap_or_default();
    let code = format!("<w:r><w:instrText xml:space=\"preserve\">{code}</w:instrText></w:r>");
    mark("begin") + &code + &result + &mark("end")
}

#[test]
fn of_fields_the_result_is_read() {
    let cases = [
        (field(" =SUM(ABOVE) ", Some(&r("25"))), "25"),
        (field(" DATE ", Some(&(r("2023年") + &r("4月")))), "2023年4月"),
        (field(" XE \"条目\" ", None), ""),
        (field(" SET x ", Some(&r("密"))), ""),
        (field(" FILLIN \"金额\" ", Some(&r("12.50"))), "12.50"),
        (field(" eq \\o\\ac(○,3) ", None), "③"),
        (field(" IF ", Some(&(r("甲") + &field(" PAGE ", Some(&r("1")))))), "甲1"),
        (format!("<w:fldSimple w:instr=\" DATE \">{}</w:fldSimple>", r("5日")), "5日"),
        (
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"1\"/></w:checkBox></w:ffData></w:fldChar></w:r>\
             <w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
                .to_owned(),
            "☒",
        ),
    ];
    for (inner, expected) in cases {
        assert_eq!(body(&p(&inner)), expected, "{inner}");
    }
    // A field may go over several paragraphs.
    let open =
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>";
    let long =
        p(&(open.to_owned() + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + &r("甲")))
            + &p(&(r("乙") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"));
    assert_eq!(body(&long), "甲 ¶ 乙");
}

#[test]
fn notes_are_signs_in_the_text_and_lines_below_it() {
    let notes = format!(
        "<w:footnote w:id=\"-1\" w:type=\"separator\"><w:p/></w:footnote><w:footnote w:id=\"5\">{}</w:footnote><w:footnote w:id=\"6\">{}</w:footnote>",
        p(&("<w:r><w:footnoteRef/></w:r>".to_owned() + &r(" 含结转。"))),
        p(&r("*另计。")),
    );
    let mark = "<w:r><w:footnoteReference w:id=\"5\"/></w:r>";
    let own = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"6\"/><w:t>*</w:t></w:r>";
    let cell = |inner: &str| format!("<w:tc>{}</w:tc>", p(inner));
    let table = |inner: &str| tbl(&format!("<w:tr>{}{}</w:tr>", cell(&r("甲")), cell(inner)));
    let cases = [
        (
            p(&(r("12") + mark)) + &p(&r("完")),
            "12^1^ ¶ 完 ¶ 1 含结转。",
        ),
        (
            table(&(r("12") + mark)) + &p(&r("落款文字在此十一个字以上")),
            "[1x2: 甲|12^1^] ¶ 1 含结转。 ¶ 落款文字在此十一个字以上",
        ),
        (table(&(r("12") + own)), "[1x2: 甲|12^*^] ¶ *另计。"),
        // Notes do not part the pieces of a table.
        (
            table(&(r("12") + mark)) + &p("") + &table(&r("5")),
            "[1x2: 甲|12^1^] ¶  ¶ [1x2: 甲|5] ¶ 1 含结转。",
        ),
    ];
    for (document, expected) in cases {
        assert_eq!(read_with(&document, &[("footnotes", &notes)]).0, expected);
    }
    let settings =
        "<w:footnotePr><w:numFmt w:val=\"decimalEnclosedCircleChinese\"/></w:footnotePr>";
    let parts = [("footnotes", notes.as_str()), ("settings", settings)];
    assert_eq!(
        read_with(&p(&(r("12") + mark)), &parts).0,
        "12^①^ ¶ ① 含结转。"
    );
}
