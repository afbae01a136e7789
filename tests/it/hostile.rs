//! Every hostile file of `fixtures/hostile` ends as is stated here: in a result or in an error that says why.
#![cfg(all(feature = "pdf", feature = "html"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use putuo_notice::Parser;

/// File, and what must be in the error's words; or, after `ok:`, in the codes of the result's findings.
const CASES: &[(&str, &str)] = &[
    ("arrays_never_closed.pdf", "damaged or incomplete"),
    ("bfrange.pdf", "ok:"),
    ("carried_text.txt", "limit glyphs"),
    ("deep.html", "ok:"),
    ("deep_forms.pdf", "limit form_depth"),
    ("doubling_forms.pdf", "limit form_depth"),
    ("first_char.pdf", "ok:page.font_refused page.unknown_glyph"),
    (
        "fonts_of_all_codes.pdf",
        "ok:page.font_refused page.unknown_glyph page.unknown_glyph",
    ),
    ("glyphs_in_one_string.pdf", "limit glyphs"),
    ("header_in_every_row.txt", "limit glyphs"),
    ("inflate_bomb.pdf", "limit stream_bytes"),
    ("labels_of_their_own.txt", "limit cells"),
    ("lzw_bomb.pdf", "limit stream_bytes"),
    ("mutated.pdf", "damaged or incomplete"),
    ("nested_arrays.pdf", "expected printed text"),
    ("notes_not_shown.pdf", "limit glyphs"),
    ("object_stream_bomb.pdf", "limit object_bytes"),
    ("object_stream_numbers.pdf", "limit objects"),
    ("object_stream_without_type.pdf", "limit object_bytes"),
    ("page_tree_loop.pdf", "ok:"),
    ("predictor_of_no_columns.pdf", "damaged or incomplete"),
    ("predictor_overflow.pdf", "damaged or incomplete"),
    ("run_length_bomb.pdf", "limit stream_bytes"),
    ("self_calling_form.pdf", "ok:"),
    ("streams_never_closed.pdf", "damaged or incomplete"),
    (
        "sums_beyond_exact.txt",
        "ok:amount.main_column sum.total sum.total",
    ),
    ("sums_in_brackets.txt", "ok:amount.unreadable"),
    ("truncated.pdf", "expected printed text"),
    ("uneven_rows.txt", "limit cells"),
    ("w_range.pdf", "ok:page.font_refused"),
    ("w_ranges.pdf", "ok:page.font_refused"),
    ("xref_stream_bomb.pdf", "limit object_bytes"),
    ("xref_stream_entries.pdf", "limit objects"),
    ("xref_w_zero.pdf", "damaged or incomplete"),
];

#[test]
fn every_attack_ends_as_stated() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| !n.ends_with(".py"))
        .collect();
    names.sort();
    assert_eq!(names, CASES.iter().map(|c| c.0).collect::<Vec<_>>());
    for (name, expected) in CASES {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        match (
            Parser::default().parse(&bytes),
            expected.strip_prefix("ok:"),
        ) {
            (Ok(notice), Some(code)) => {
                let codes: Vec<&str> = notice.diagnostics.iter().map(|d| d.code.as_ref()).collect();
                assert_eq!(
                    codes,
                    code.split_terminator(' ').collect::<Vec<_>>(),
                    "{name}"
                );
            }
            (Err(error), None) => {
                assert!(error.to_string().contains(expected), "{name}: {error}");
            }
            (result, _) => panic!("{name}: {result:?}"),
        }
    }
}
