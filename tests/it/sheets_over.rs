//! What lies over the cells of a sheet: pictures in place of values, pictures and shapes that hide them, text boxes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use putuo_notice::Notice;

use crate::sheets::{codes, package, read, rows, said, sheet};

const HEADER: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）"];
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet, which refers to these parts: kind and part, its id the kind.
fn book(xml: &str, own: &[(&str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let relations = |all: &[(&str, &str)]| {
        let one = |(kind, target): &(&str, &str)| {
            let id = target.split('.').next().unwrap();
            format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{target}"/>"#)
        };
        let all: String = all.iter().map(one).collect();
        format!("<Relationships>{all}</Relationships>")
    };
    let root = relations(&[("officeDocument", "xl/workbook.xml")]);
    let (main, own) = (relations(&[("worksheet", "s.xml")]), relations(own));
    let sheet = format!("<worksheet>{xml}</worksheet>");
    let image = relations(&[("image", "p.png")]);
    let mut all = vec![
        ("_rels/.rels", root.as_str()),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="表" r:id="s"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", &main),
        ("xl/s.xml", &sheet),
        ("xl/_rels/s.xml.rels", &own),
        ("xl/_rels/d.xml.rels", &image),
    ];
    all.extend_from_slice(parts);
    package(&all)
}

/// A workbook of one sheet over which this lies.
fn over(xml: &str, drawing: &str, pixels: &str) -> Notice {
    let drawing = format!("<xdr:wsDr>{drawing}</xdr:wsDr>");
    let parts = [("xl/d.xml", drawing.as_str()), ("xl/p.png", pixels)];
    read(&book(xml, &[("drawing", "d.xml")], &parts))
}

/// From the upper edge of a row to the lower one of another, and from a column to another, so far into them in units of drawings.
fn anchor(from: (u32, u32, u32), to: (u32, u32, u32), what: &str) -> String {
    let corner = |name: &str, (row, col, off): (u32, u32, u32), down: u32| {
        format!(
            "<xdr:{name}><xdr:col>{col}</xdr:col><xdr:colOff>{off}</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
        )
    };
    let (from, to) = (corner("from", from, 0), corner("to", to, 190_500));
    format!("<xdr:twoCellAnchor>{from}{to}{what}</xdr:twoCellAnchor>")
}

const PICTURE: &str = r#"<xdr:pic><xdr:blipFill><a:blip r:embed="p"/></xdr:blipFill></xdr:pic>"#;
const BOX: &str = r#"<xdr:sp><xdr:spPr><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="000000"/></a:solidFill></xdr:spPr></xdr:sp>"#;
const BITMAP: &str = "BM";

fn table() -> String {
    sheet(&[
        &["2024年项目表"],
        HEADER,
        &["=1", "区民政局", "甲", "=5"],
        &["=2", "区教育局", "乙", ""],
        &["=3", "区财政局", "丙", "=7"],
        &["", "填表人：某某"],
    ])
}

#[test]
fn a_picture_in_place_of_a_value_is_said_there() {
    // In the cell; begun at the end of the one before; of a size; somewhere on the sheet; in a group.
    let sized = format!(
        r#"<xdr:oneCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:from><xdr:ext cx="300000" cy="150000"/>{PICTURE}</xdr:oneCellAnchor>"#
    );
    let absolute = format!(
        r#"<xdr:absoluteAnchor><xdr:pos x="1900000" y="580000"/><xdr:ext cx="300000" cy="150000"/>{PICTURE}</xdr:absoluteAnchor>"#
    );
    let group = format!("<xdr:grpSp>{PICTURE}</xdr:grpSp>");
    for drawing in [
        anchor((3, 3, 9), (3, 3, 500_000), PICTURE),
        anchor((3, 2, 550_000), (3, 3, 500_000), PICTURE),
        anchor((3, 3, 9), (3, 3, 500_000), &group),
        sized,
        absolute,
    ] {
        let notice = over(&table(), &drawing, BITMAP);
        assert_eq!(rows(&notice)[1], "2|区教育局|乙|");
        let found = said(&notice, "cell.ink_without_text");
        assert_eq!(found, ["/items/1/amount D4"], "{drawing}");
    }
    // One over several is said at each.
    let cells = sheet(&[
        HEADER,
        &["=1", "甲局", "甲"],
        &["=2", "乙局", "乙"],
        &["=3", "乙局", "丙", "=5"],
    ]);
    let notice = over(&cells, &anchor((1, 3, 0), (2, 3, 600_000), PICTURE), BITMAP);
    let found = said(&notice, "cell.ink_without_text");
    assert_eq!(found, ["/items/0/amount D2", "/items/1/amount D3"]);
}

#[test]
fn logos_and_seals_are_no_values() {
    // Beside the table, over the title, below it.
    for (from, to) in [
        ((2, 5, 0), (4, 7, 0)),
        ((0, 2, 0), (0, 3, 500_000)),
        ((6, 1, 0), (11, 3, 0)),
    ] {
        let notice = over(&table(), &anchor(from, to, PICTURE), BITMAP);
        assert_eq!(codes(&notice), ["amount.blank"; 0], "{from:?}");
    }
    // A picture in which something is made clear lies over text: a seal.
    let seal = PICTURE.replace(r#""p"/>"#, r#""p"><a:clrChange/></a:blip>"#);
    let notice = over(&table(), &anchor((2, 2, 0), (4, 3, 600_000), &seal), BITMAP);
    assert_eq!(
        rows(&notice),
        ["1|区民政局|甲|5", "2|区教育局|乙|", "3|区财政局|丙|7"]
    );
    assert!(!codes(&notice).contains(&"cell.ink_without_text"));
    assert!(!codes(&notice).contains(&"sheet.hidden_cells"));
}

#[test]
fn what_a_picture_or_a_shape_hides_is_not_read() {
    for what in [PICTURE, BOX] {
        let notice = over(&table(), &anchor((2, 3, 0), (2, 3, 600_000), what), BITMAP);
        assert_eq!(rows(&notice)[0], "1|区民政局|甲|", "{what}");
        assert_eq!(said(&notice, "sheet.hidden_cells"), ["/items/0/amount D3"]);
        // Of a part of it nobody knows.
        let notice = over(&table(), &anchor((2, 3, 0), (2, 3, 300_000), what), BITMAP);
        assert_eq!(rows(&notice)[0], "1|区民政局|甲|5", "{what}");
        assert_eq!(said(&notice, "cell.covered_number"), ["/items/0/amount D3"]);
    }
    // A picture that is made pale by nothing is as it was; one that is made paler hides nothing.
    for (amount, shown) in [("", ""), (r#" amt="100000""#, ""), (r#" amt="30000""#, "5")] {
        let pale = format!(r#""p"><a:alphaModFix{amount}/></a:blip>"#);
        let pale = PICTURE.replace(r#""p"/>"#, &pale);
        let notice = over(&table(), &anchor((2, 3, 0), (2, 3, 600_000), &pale), BITMAP);
        assert_eq!(rows(&notice)[0], format!("1|区民政局|甲|{shown}"), "{pale}");
    }
    // Nothing is hidden by an empty frame.
    let frame = BOX.replace("solidFill", "noFill");
    let notice = over(
        &table(),
        &anchor((2, 3, 0), (2, 3, 600_000), &frame),
        BITMAP,
    );
    assert_eq!(rows(&notice)[0], "1|区民政局|甲|5");
    assert!(
        !codes(&notice)
            .iter()
            .any(|c| c.starts_with("sheet") || *c == "cell.covered_number")
    );
}

#[test]
fn a_shape_over_blank_cells_is_no_picture() {
    let merged = format!(
        r#"{}<mergeCells><mergeCell ref="D4:D5"/></mergeCells>"#,
        sheet(&[
            HEADER,
            &["=1", "区民政局", "甲", "=5"],
            &["=2", "区教育局", "乙", "=6"],
            &["=3", "区财政局", "丙", ""],
            &["=4", "区财政局", "丁", ""],
        ])
    );
    let at = |what: &str| anchor((3, 3, 0), (4, 3, 600_000), what);
    let found = |drawing: &str| said(&over(&merged, drawing, BITMAP), "cell.ink_without_text");
    assert_eq!(found(&at(BOX)).len(), 0);
    assert_eq!(found(&at(PICTURE))[0], "/items/2/amount D4");
    // A seal that lies over it, too, and over text beside it takes nothing from that.
    let seal = PICTURE.replace(r#""p"/>"#, r#""p"><a:clrChange/></a:blip>"#);
    let seal = anchor((1, 2, 0), (4, 3, 600_000), &seal);
    assert_eq!(found(&(at(PICTURE) + &seal))[0], "/items/2/amount D4");
}

/// An object of another program as newer programs write it: its place in the sheet, and in the part of the old kind.
#[test]
fn an_object_is_said_once() {
    let corner = |name: &str, row: u32, off: u32, col: u32, right: u32| {
        format!(
            "<{name}><xdr:col>{col}</xdr:col><xdr:colOff>{right}</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>{off}</xdr:rowOff></{name}>"
        )
    };
    let (from, to) = (
        corner("from", 2, 0, 3, 0),
        corner("to", 2, 190_500, 3, 600_000),
    );
    let object = |anchor: &str| {
        format!(
            r#"<mc:AlternateContent><mc:Choice Requires="x14"><oleObject shapeId="1025"><objectPr>{anchor}</objectPr></oleObject></mc:Choice><mc:Fallback><oleObject shapeId="1025"/></mc:Fallback></mc:AlternateContent>"#
        )
    };
    let placed = object(&format!("<anchor>{from}{to}</anchor>"));
    let old = r##"<xml><v:shape id="a" o:spid="_x0000_s1025"><v:imagedata/><x:ClientData ObjectType="Pict"><x:Anchor>3, 0, 2, 0, 3, 62, 2, 20</x:Anchor></x:ClientData></v:shape></xml>"##;
    // Pictures of the page's header lie over no cell.
    let header = old.replace("3, 0, 2, 0, 3, 62, 2, 20", "3, 0, 4, 0, 3, 62, 4, 20");
    let of = |objects: &str, old: &str| {
        let table = table();
        let xml = format!(
            r#"{table}<legacyDrawing r:id="v"/><legacyDrawingHF r:id="h"/><x:oleObjects>{objects}</x:oleObjects>"#
        );
        let own = [("vmlDrawing", "h.vml"), ("vmlDrawing", "v.vml")];
        let notice = read(&book(
            &xml,
            &own,
            &[("xl/h.vml", &header), ("xl/v.vml", old)],
        ));
        assert_eq!(rows(&notice)[0], "1|区民政局|甲|5");
        (
            said(&notice, "cell.covered_number"),
            said(&notice, "sheet.picture"),
        )
    };
    let at = vec!["/items/0/amount D3".to_owned()];
    // In both; in one of them; in none.
    assert_eq!(of(&placed, old), (at.clone(), Vec::new()));
    assert_eq!(of(&placed, "<xml/>"), (at.clone(), Vec::new()));
    assert_eq!(of(&object(""), old), (at, Vec::new()));
    assert_eq!(
        of(&object(""), "<xml><br>"),
        (Vec::new(), vec![" ".to_owned()])
    );
}

/// The words of its vocabulary are words like others in a cell.
#[test]
fn names_of_elements_in_a_cell_are_its_text() {
    let cell = r#"<c t="inlineStr"><is><t>oleObjects</t></is></c>"#;
    let notice = read(&book(
        &sheet(&[
            HEADER,
            &["=1", "区民政局", cell, "=5"],
            &["=2", "区民政局", "乙", "=5"],
        ]),
        &[],
        &[],
    ));
    assert_eq!(rows(&notice)[0], "1|区民政局|oleObjects|5");
}

/// A text box over a merged title is none of its cells.
#[test]
fn a_text_box_over_a_merged_cell_stands_in_no_cell_of_it() {
    let text =
        "<xdr:sp><xdr:txBody><a:p><a:r><a:t>单位：万元</a:t></a:r></a:p></xdr:txBody></xdr:sp>";
    for merges in ["A1:D1", "A1:D2"] {
        let cells = sheet(&[
            &["2024年项目表"],
            &[],
            &["序号", "购买主体", "项目名称", "金额"],
            &["=1", "区民政局", "甲", "=5"],
            &["=2", "区民政局", "乙", "=6"],
        ]);
        let cells = format!(r#"{cells}<mergeCells><mergeCell ref="{merges}"/></mergeCells>"#);
        for row in [0, 1] {
            let notice = over(
                &cells,
                &anchor((row, 2, 9), (row, 3, 500_000), text),
                BITMAP,
            );
            assert_eq!(rows(&notice), ["1|区民政局|甲|5", "2|区民政局|乙|6"]);
            let yuan = |i: usize| notice.items[i].amount.as_ref().unwrap().yuan;
            assert_eq!(yuan(0).unwrap().to_string(), "50000", "{merges} {row}");
            let title = notice.tables[0].title.as_ref().unwrap();
            assert_eq!(title.text, "2024年项目表", "{merges} {row}");
        }
    }
}

/// Rows and columns that are hidden take no room, whatever else the file says of them or does not.
#[test]
fn hidden_rows_and_columns_take_no_room() {
    let cells = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲", "=5"],
        &[r#"row hidden="1""#, "=2", "区民政局", "乙", "=5"],
        &["=3", "区教育局", "丙", ""],
        &["=4", "区教育局", "丁", "=5"],
    ]);
    let columns = r#"<cols><col min="2" max="2" hidden="1"/></cols>"#;
    // Two rows and two columns are seen before it.
    let picture = format!(
        r#"<xdr:absoluteAnchor><xdr:pos x="1229600" y="391000"/><xdr:ext cx="580000" cy="180000"/>{PICTURE}</xdr:absoluteAnchor>"#
    );
    let notice = over(&format!("{columns}{cells}"), &picture, BITMAP);
    assert_eq!(
        said(&notice, "cell.ink_without_text"),
        ["/items/1/amount D4"]
    );
}

#[test]
fn a_picture_as_large_as_a_table_is_said_whatever_its_pixels() {
    let notice = over(
        &sheet(&[&["2024年项目表"]]),
        &anchor((1, 0, 0), (20, 7, 0), PICTURE),
        BITMAP,
    );
    assert_eq!(said(&notice, "sheet.picture"), [" A2"]);
}

/// Rows may go on in a picture below those of the table; beside it, or above it, lies a seal or a coat of arms.
#[test]
fn a_picture_as_wide_as_the_rows_above_it_is_said() {
    let below = |at: &str| said(&over(&table(), at, BITMAP), "sheet.picture");
    assert_eq!(below(&anchor((6, 0, 0), (7, 4, 0), PICTURE)), [" A7"]);
    assert_eq!(below(&anchor((6, 1, 0), (7, 2, 0), PICTURE)), [""; 0]);
    assert_eq!(below(&anchor((6, 7, 0), (7, 9, 0), PICTURE)), [""; 0]);
}

#[test]
fn a_text_box_over_a_blank_cell_is_what_the_cell_shows() {
    let text = |text: &str| {
        format!("<xdr:sp><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>")
    };
    let notice = over(
        &table(),
        &anchor((3, 3, 9), (3, 3, 500_000), &text("30")),
        BITMAP,
    );
    assert_eq!(rows(&notice)[1], "2|区教育局|乙|30");
    assert_eq!(said(&notice, "cell.box"), ["/items/1/amount D4"]);
    // The unit beside the title.
    let cells = sheet(&[
        &["2024年项目表"],
        &["序号", "购买主体", "项目名称", "金额"],
        &["=1", "区民政局", "甲", "=5"],
    ]);
    let notice = over(
        &cells,
        &anchor((0, 2, 9), (0, 3, 500_000), &text("单位：万元")),
        BITMAP,
    );
    let amount = notice.items[0].amount.as_ref().unwrap();
    assert_eq!(amount.yuan.unwrap().to_string(), "50000");
}

/// What Excel writes as a page, by whatever name.
#[test]
fn a_page_of_a_spreadsheet_program_hides_rows_and_columns_and_shows_pictures() {
    let page = |columns: &str, row: &str, amount: &str| {
        format!(
            r#"<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table>{columns}<tr><td>序号<td>购买主体<td>项目名称<td>上报金额<td>金额（万元）</tr>
            <tr><td>1<td>区民政局<td>甲<td>99<td>5</tr><tr><td>2<td>区教育局<td>乙<td>99<td>{amount}</tr>{row}</table></body></html>"#
        )
    };
    let columns = r#"<col span=3><col style="display: none"><col>"#;
    let hidden = r#"<tr style="display:none"><td>3<td>区财政局<td>丙<td>99<td>7</tr>"#;
    let notice = read(page(columns, hidden, "<img src=a.png width=30 height=12>").as_bytes());
    assert_eq!(rows(&notice), ["1|区民政局|甲|5", "2|区教育局|乙|"]);
    let found = said(&notice, "cell.ink_without_text");
    assert_eq!(found, ["/items/1/amount "]);
    for code in ["sheet.hidden_rows", "sheet.hidden_columns"] {
        assert!(codes(&notice).contains(&code), "{code}");
    }
    let tab = r#"<col span=3><col style="mso-x:1;DISPLAY:&#9;none"><col style="mso-display:none">"#;
    let notice = read(page(tab, "", "6").as_bytes());
    assert_eq!(rows(&notice)[1], "2|区教育局|乙|6");
    // What keeps cells apart is no picture.
    let notice = read(page("", "", "<img src=a.gif width=1 height=12>").as_bytes());
    assert_eq!(said(&notice, "cell.ink_without_text").len(), 0);
    assert_eq!(rows(&notice)[0], "1|区民政局|甲|99|5");
}
