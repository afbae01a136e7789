//! Every hostile file of `fixtures/hostile` ends as is stated here: in a result or in an error that says why.
#![cfg(all(feature = "pdf", feature = "html"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use putuo_notice::Parser;

/// File, and what must be in the error's words; or, after `ok:`, in the codes of the result's findings, each once where it follows itself.
const CASES: &[(&str, &str)] = &[
    ("actual_text_named_often.pdf", "limit glyphs"),
    ("actual_text_never_ended.pdf", "limit glyphs"),
    (
        "arrays_in_content_never_closed.pdf",
        "damaged or incomplete",
    ),
    ("arrays_never_closed.pdf", "damaged or incomplete"),
    ("attachments_without_end.txt", "ok:"),
    ("bfrange.pdf", "ok:"),
    ("brackets_never_closed.txt", "ok:cell.unclosed"),
    ("breaks_below_names.html", "ok:"),
    ("carried_text.txt", "limit glyphs"),
    ("cell_of_many_lines.html", "ok:"),
    ("cells_over_cells.html", "limit cells"),
    ("cells_without_rows.html", "limit cells"),
    ("columns_of_nothing.txt", "limit cells"),
    ("contents_names_one_stream_often.pdf", "limit stream_bytes"),
    ("contents_of_nothing_often.pdf", "ok:notice.empty"),
    (
        "counts_in_the_body.txt",
        "ok:count.items count.purchasers project.duplicate",
    ),
    ("deep.html", "ok:"),
    ("deep_forms.pdf", "limit form_depth"),
    (
        "dictionaries_in_content_never_closed.pdf",
        "damaged or incomplete",
    ),
    ("dittos.txt", "ok:sequence.order project.duplicate"),
    ("doubling_forms.pdf", "limit form_depth"),
    (
        "drawing_named_by_256_characters.pdf",
        "ok:page.unknown_glyph notice.empty",
    ),
    (
        "first_char.pdf",
        "ok:page.font_refused page.unknown_glyph notice.empty",
    ),
    (
        "fonts_of_all_codes.pdf",
        "ok:page.font_refused page.unknown_glyph notice.empty",
    ),
    (
        "fonts_selected_often.pdf",
        "ok:page.outside_text notice.empty",
    ),
    ("form_of_text_printed_often.pdf", "limit glyphs"),
    ("forms_all_kept.pdf", "limit inflated_bytes"),
    ("glyph_name_of_5000_characters.pdf", "limit glyphs"),
    ("glyphs_in_one_string.pdf", "limit glyphs"),
    ("header_in_every_row.txt", "limit glyphs"),
    ("inflate_bomb.pdf", "limit stream_bytes"),
    ("labels_of_their_own.txt", "limit cells"),
    ("layers_named_by_layers.pdf", "ok:notice.empty"),
    ("letters_in_columns.pdf", "ok:table.no_header table.aside"),
    ("letters_on_one_line.pdf", "limit cells"),
    ("long_comment.html", "ok:"),
    ("long_value.html", "ok:"),
    ("lzw_bomb.pdf", "limit stream_bytes"),
    ("marks_never_ended.pdf", "ok:notice.empty"),
    ("mutated.pdf", "damaged or incomplete"),
    ("nested_arrays.pdf", "damaged or incomplete"),
    ("note_printed_often.pdf", "limit glyphs"),
    ("notes_not_shown.pdf", "limit glyphs"),
    ("numbers_in_the_margin.pdf", "ok:table.unread notice.empty"),
    ("numerals_without_end.txt", "ok:amount.unreadable"),
    ("object_stream_bomb.pdf", "limit object_bytes"),
    ("object_stream_numbers.pdf", "limit objects"),
    ("object_stream_without_type.pdf", "limit object_bytes"),
    ("one_letter_at_many_places.pdf", "expected printed text"),
    ("one_line_of_marks.txt", "ok:"),
    ("page_named_often.pdf", "ok:page.named_twice notice.empty"),
    ("page_tree_loop.pdf", "ok:page.named_twice notice.empty"),
    ("pages_of_one_long_stream.pdf", "limit inflated_bytes"),
    ("path_of_many_boxes.pdf", "limit drawn"),
    ("path_of_many_points.pdf", "limit drawn"),
    ("pictures_in_pictures.pdf", "ok:notice.empty"),
    ("pictures_that_seem_to_end.pdf", "ok:notice.empty"),
    (
        "pictures_without_an_end.pdf",
        "ok:page.damaged notice.empty",
    ),
    ("predictor_of_no_columns.pdf", "damaged or incomplete"),
    ("predictor_overflow.pdf", "damaged or incomplete"),
    (
        "rows_of_a_thousand_million.html",
        "ok:table.no_header table.aside",
    ),
    ("run_length_bomb.pdf", "limit stream_bytes"),
    ("saved_states_of_many_corners.pdf", "expected printed text"),
    ("self_calling_form.pdf", "ok:notice.empty"),
    ("signs_not_seen.html", "ok:text.control"),
    ("small_letters_among_large_ones.pdf", "ok:notice.empty"),
    ("streams_never_closed.pdf", "damaged or incomplete"),
    (
        "string_in_content_never_closed.pdf",
        "damaged or incomplete",
    ),
    ("sum_of_many_terms.txt", "ok:amount.unreadable"),
    ("sums_beyond_exact.txt", "ok:amount.main_column sum.total"),
    ("sums_in_brackets.txt", "ok:amount.unreadable"),
    ("tab_below_every_line.txt", "ok:notice.empty"),
    ("tables_in_tables.html", "ok:"),
    ("tables_of_one_row.html", "ok:table.repeated amount.no_unit"),
    ("tag_never_closed.html", "limit attributes"),
    ("tag_of_many_attributes.html", "limit attributes"),
    ("tag_of_quoted_attributes.html", "limit attributes"),
    ("totals_of_totals.txt", "ok:"),
    ("tounicode_5000_characters_5000_times.pdf", "limit glyphs"),
    ("tounicode_500_characters_20000_times.pdf", "limit glyphs"),
    ("truncated.pdf", "damaged or incomplete"),
    ("uneven_rows.txt", "limit cells"),
    ("w_range.pdf", "ok:page.font_refused"),
    ("w_ranges.pdf", "ok:page.font_refused"),
    (
        "white_letters_on_many_pictures.pdf",
        "expected printed text",
    ),
    ("white_lines_on_many_areas.pdf", "ok:notice.empty"),
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
    let mut wrong = Vec::new();
    // An unoptimised build on a busy machine is not what the limit of time is for.
    let mut options = putuo_notice::ParseOptions::default();
    options.limits.time_ms = 60_000;
    let parser = Parser::new(options);
    for (name, expected) in CASES {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let found = match parser.parse(&bytes) {
            Ok(notice) => {
                let mut codes: Vec<&str> =
                    notice.diagnostics.iter().map(|d| d.code.as_ref()).collect();
                codes.dedup();
                format!("ok:{}", codes.join(" "))
            }
            Err(error) => error.to_string(),
        };
        let as_stated = match expected.strip_prefix("ok:") {
            Some(_) => found == *expected,
            None => !found.starts_with("ok:") && found.contains(expected),
        };
        if !as_stated {
            wrong.push(format!("{name}: expected {expected}, found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
