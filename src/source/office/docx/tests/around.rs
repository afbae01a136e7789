#![allow(clippy::unwrap_used)]
//! What stands around and behind a document's text: pictures, boxes, objects, running heads, parts of other formats, attacks.

use super::*;

#[test]
fn signs_by_the_font_of_their_run_and_raised_by_hand() {
    assert_eq!(
        body(&p(&rp(
            "<w:rFonts w:ascii=\"Wingdings\"/>",
            "\u{fc}\u{f081}"
        ))),
        "✓①"
    );
    let raised = r("12") + &rp("<w:sz w:val=\"12\"/><w:position w:val=\"6\"/>", "①");
    assert_eq!(body(&p(&raised)), "12^①^");
    // Of the same size it is text set higher, as 文件 beside the names of issuers.
    assert_eq!(
        body(&p(&(r("局") + &rp("<w:position w:val=\"-20\"/>", "文件")))),
        "局文件"
    );
    assert_eq!(
        body(&p(&(r("甲") + &rp("<w:sz w:val=\"2\"/>", "密")))),
        "甲"
    );
}

#[test]
fn objects_of_other_programs_are_said() {
    let object =
        "<w:r><w:object><v:shape/><w:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r>";
    let (text, codes) = read_with(&p(object), &[]);
    assert_eq!(
        (text.as_str(), codes.join(" ").as_str()),
        ("", "docx.object")
    );
}

#[test]
fn numbers_of_fields_that_are_not_counted_are_said() {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>LISTNUM</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let (text, codes) = read_with(&p(&(field.to_owned() + &r("甲"))), &[]);
    assert_eq!(
        (text.as_str(), codes.join(" ").as_str()),
        ("甲", "docx.number")
    );
}

#[test]
fn large_pictures_are_said() {
    let drawing = |size: u32| {
        p(&format!(
            "<w:r><w:drawing><wp:inline xmlns:wp=\"x\"><wp:extent cx=\"{size}\" cy=\"{size}\"/><a:blip xmlns:a=\"y\"/></wp:inline></w:drawing></w:r>"
        )) + &p(&r("甲"))
    };
    assert_eq!(read_with(&drawing(40 * 36_000), &[]).1.join(" "), "");
    assert_eq!(
        read_with(&drawing(80 * 36_000), &[]).1.join(" "),
        "docx.picture"
    );
    let old = |size: &str| {
        p(&format!(
            "<w:r><w:pict><v:shape style=\"position:absolute;width:{size};height:300pt\"><v:imagedata r:id=\"a\"/></v:shape></w:pict></w:r>"
        )) + &p(&r("甲"))
    };
    assert_eq!(read_with(&old("30pt"), &[]).1.join(" "), "");
    assert_eq!(read_with(&old("14cm"), &[]).1.join(" "), "docx.picture");
}

#[test]
fn text_boxes_stand_where_they_are_anchored() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p(&r("民政局文件")));
    let shape = format!("<w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing>");
    let old = format!("<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>");
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\">{shape}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    );
    let unknown = both.replace("Requires=\"wps\"", "Requires=\"zzz\"");
    for drawn in [&shape, &old, &both, &unknown] {
        let anchored = p(&format!("<w:r>{drawn}</w:r>{}", r("正文")));
        assert_eq!(body(&anchored), "民政局文件 ¶ 正文", "{drawn}");
    }
    let behind = p(&format!("{}<w:r>{shape}</w:r>", r("正文")));
    assert_eq!(body(&behind), "正文 ¶ 民政局文件");
    let art = "<w:r><w:pict><v:shape><v:textpath string=\"民政局文件\"/></v:shape></w:pict></w:r>";
    assert_eq!(body(&p(art)), "民政局文件 ¶ ");
}

#[test]
fn ruby_and_formulas() {
    let ruby = format!(
        "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
        r("pǔ"),
        r("普")
    );
    assert_eq!(body(&p(&(ruby + &r("陀")))), "普^pǔ^陀");
    let half = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>";
    assert_eq!(body(&p(half)), "1/2");
}

#[test]
fn running_heads_are_left_out_but_for_the_issuers_mark_on_the_first_page() {
    let reference = |kind: &str| {
        format!(
            "<w:sectPr><w:headerReference w:type=\"{kind}\" r:id=\"header\"/><w:titlePg/></w:sectPr>"
        )
    };
    let head = p(&r("内部资料"));
    let document = p(&r("正文")) + &reference("default");
    assert_eq!(read_with(&document, &[("header:hdr", &head)]).0, "正文");
    let mark = p(&r("舟山市普陀区民政局文件"));
    let document = p(&r("正文")) + &reference("first");
    assert_eq!(
        read_with(&document, &[("header:hdr", &mark)]).0,
        "舟山市普陀区民政局文件 ¶ 正文"
    );
}

#[cfg(feature = "html")]
#[test]
fn imported_parts_are_read_or_said() {
    let page = "<html><body><p>甲</p><table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table></body></html>";
    let chunk = "<w:altChunk r:id=\"aFChunk\"/>";
    assert_eq!(
        read_with(chunk, &[("aFChunk:raw", page)]).0,
        "甲 ¶ [2x2: 0,0 2x1 a|b|c]"
    );
    let (text, codes) = read_with(chunk, &[("aFChunk:raw", "{\\rtf1 x}")]);
    assert_eq!(
        (text.as_str(), codes.join(" ").as_str()),
        ("", "docx.imported_part")
    );
}

#[test]
fn strict_documents_have_other_namespaces() {
    let strict = |text: &[u8]| {
        let text = String::from_utf8_lossy(text);
        let text = text.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main");
        text.replace(
            RELATIONS,
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    // Parts are stored as they are; offsets in the directory do not matter to a part of its own.
    let part = strict(
        format!(
            "<w:document xmlns:w=\"{WORD}\"><w:body>{}</w:body></w:document>",
            p(&r("甲"))
        )
        .as_bytes(),
    );
    let options = ParseOptions::default();
    let root = tree::read(&part, &Context::new(&options)).unwrap();
    assert!(root.child("body").is_some_and(|b| b.child("p").is_some()));
}

#[test]
fn what_is_made_to_hurt_is_refused() {
    let options = ParseOptions::default();
    let read_body = |inner: &str| {
        let mut ctx = Context::new(&options);
        read(&package(inner, &[]), &mut ctx).map(|nodes| shown(&nodes))
    };
    let kind = |e: Error| e.kind().clone();
    let deep = "<w:sdt>".repeat(10_000) + &"</w:sdt>".repeat(10_000);
    assert_eq!(
        read_body(&deep).map_err(kind),
        Err(ErrorKind::DamagedOffice)
    );
    let wide = format!(
        "<w:tbl><w:tblPr><w:tblBorders><w:top w:val=\"single\"/></w:tblBorders></w:tblPr><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"999999999\"/></w:tcPr>{}</w:tc></w:tr></w:tbl>",
        p(&r("甲"))
    );
    assert_eq!(read_body(&wide).unwrap(), "[1x1: 甲]");
    let fields = p(&"<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".repeat(10_000));
    assert!(matches!(
        read_body(&fields).map_err(kind),
        Err(ErrorKind::LimitExceeded { .. })
    ));
    let entity = "<!DOCTYPE d [<!ENTITY a \"b\">]><w:document xmlns:w=\"x\"><w:body/></w:document>";
    assert!(tree::read(entity, &Context::new(&options)).is_err());
    // A style that is based on itself.
    let styles = "<w:style w:type=\"character\" w:styleId=\"s\"><w:basedOn w:val=\"s\"/></w:style>";
    let run = p(&rp("<w:rStyle w:val=\"s\"/>", "甲"));
    assert_eq!(read_with(&run, &[("styles", styles)]).0, "甲");
}

#[test]
fn a_subdocument_is_said_and_never_opened() {
    let body = p(&r("甲")) + "<w:subDoc r:id=\"x\"/>";
    let (text, codes) = read_with(&body, &[]);
    assert_eq!(
        (text.as_str(), codes.join(" ").as_str()),
        ("甲", "docx.subdocument")
    );
}

#[test]
fn what_stands_higher_or_lower_in_a_formula_is_raised() {
    let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let power = format!(
        "<m:oMath><m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>{}</m:oMath>",
        run("6"),
        run("2"),
        run("+1")
    );
    assert_eq!(body(&p(&power)), "6^2^+1");
}
