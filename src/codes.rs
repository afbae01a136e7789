#![doc = include_str!("codes.md")]

/// `count.items`: the body declares another number of projects than were found, in the notice or in the attachment that it says it of.
pub const COUNT_ITEMS: &str = "count.items";
/// `count.purchasers`: likewise of purchasers.
pub const COUNT_PURCHASERS: &str = "count.purchasers";
/// `item.no_purchaser`: a notice of what a body means to buy (采购意向) has an item without a purchaser: the name is masked, or was not known as one.
pub const ITEM_NO_PURCHASER: &str = "item.no_purchaser";
/// `sequence.order`: running numbers do not begin at 1, leave one out, repeat one, or fall; or one row alone has none.
pub const SEQUENCE_ORDER: &str = "sequence.order";
/// `sum.total`: 合计 is not the sum of its rows, within half of its last printed digit.
pub const SUM_TOTAL: &str = "sum.total";
/// `sum.subtotal`: likewise 小计 of its group.
pub const SUM_SUBTOTAL: &str = "sum.subtotal";
/// `sum.of_which`: the 其中 rows come to more than the row they are part of.
pub const SUM_OF_WHICH: &str = "sum.of_which";
/// `sum.declared`: the sum that the body declares is neither what the items come to nor a table's total.
pub const SUM_DECLARED: &str = "sum.declared";
/// `sum.columns`: a sum is that of the columns beside it in nearly every row, and not in this one.
pub const SUM_COLUMNS: &str = "sum.columns";
/// `product.columns`: likewise price × number = sum.
pub const PRODUCT_COLUMNS: &str = "product.columns";
/// `cell.arithmetic`: a sum, a product or a share that a cell works out is not what it says.
pub const CELL_ARITHMETIC: &str = "cell.arithmetic";
/// `amount.magnitude`: a sum is a thousand times the middle one of its table (an info where its cell says its unit), or a thousandth: yuan under 万元, perhaps.
pub const AMOUNT_MAGNITUDE: &str = "amount.magnitude";
/// `date.year`: number and date are of different years.
pub const DATE_YEAR: &str = "date.year";
/// `title.year`: the title's year is more than one away from the number's.
pub const TITLE_YEAR: &str = "title.year";
/// `attachment.title`: 附件说明 and the attachment's title differ.
pub const ATTACHMENT_TITLE: &str = "attachment.title";
/// `attachment.missing`: fewer attachments follow than the body names; info if none does.
pub const ATTACHMENT_MISSING: &str = "attachment.missing";
/// `title.missing`: no line above the body ends in a kind of notice.
pub const TITLE_MISSING: &str = "title.missing";
/// `date.printed`: the paper is dated later than it was printed.
pub const DATE_PRINTED: &str = "date.printed";
/// `date.implausible`: the year of the date is none in which such papers are written: its digits may be read wrongly.
pub const DATE_IMPLAUSIBLE: &str = "date.implausible";
/// `item.digits`: the same in a PDF: the digits of this row may be mapped wrongly, too.
pub const ITEM_DIGITS: &str = "item.digits";
/// `date.missing`: a paper with a number or a signature has no date of signing.
pub const DATE_MISSING: &str = "date.missing";
/// `text.unplaced`: characters belong to no part of the notice; the ledger lists them.
pub const TEXT_UNPLACED: &str = "text.unplaced";
/// `issuer.signature`: another number of organs sign than issue.
pub const ISSUER_SIGNATURE: &str = "issuer.signature";
/// `party.same`: the service is for the purchaser itself, also by its short name.
pub const PARTY_SAME: &str = "party.same";
/// `party.several`: two columns of a row name bodies, and one of them says no more than 单位: which of them buys is not certain.
pub const PARTY_SEVERAL: &str = "party.several";
/// `project.duplicate`: two items of one purchaser agree in name, content and beneficiary; info if their sums differ.
pub const PROJECT_DUPLICATE: &str = "project.duplicate";
/// `word.stutter`: a word stands twice running in a project's name.
pub const WORD_STUTTER: &str = "word.stutter";
/// `word.line_end`: a printed line ends between capitals and figures (DB, 33): the blank between them may be none.
pub const WORD_LINE_END: &str = "word.line_end";
/// `word.traditional`: traditional characters among simplified ones.
pub const WORD_TRADITIONAL: &str = "word.traditional";
/// `text.control`: a value holds a control character or a mark of direction, so that what is seen is not what is there.
pub const TEXT_CONTROL: &str = "text.control";
/// `word.compatibility`: characters are encoded as radicals or compatibility ideographs.
pub const WORD_COMPATIBILITY: &str = "word.compatibility";
/// `amount.main_column`: several money columns: which one was taken for the sum of a project; a warning where no rule told them apart and they differ, or where they are instalments and none is the sum.
pub const AMOUNT_MAIN_COLUMN: &str = "amount.main_column";
/// `amount.unreadable`: a cell is no notation of a sum; it gives no number.
pub const AMOUNT_UNREADABLE: &str = "amount.unreadable";
/// `amount.no_unit`: neither cell, header, table nor notice states a unit; it gives no number.
pub const AMOUNT_NO_UNIT: &str = "amount.no_unit";
/// `amount.unit_by_sum`: no unit is stated for a column, and what its numbers come to is a sum that the text states: they were read in that sum's unit.
pub const AMOUNT_UNIT_BY_SUM: &str = "amount.unit_by_sum";
/// `amount.several`: several sums in a cell, and no word says which is the cell's.
pub const AMOUNT_SEVERAL: &str = "amount.several";
/// `amount.capital_differs`: 大写 and figures differ.
pub const AMOUNT_CAPITAL_DIFFERS: &str = "amount.capital_differs";
/// `amount.arithmetic`: the cell works its sum out wrongly.
pub const AMOUNT_ARITHMETIC: &str = "amount.arithmetic";
/// `amount.worked_out`: the cell states no result; it was worked out.
pub const AMOUNT_WORKED_OUT: &str = "amount.worked_out";
/// `amount.counted`: words behind a number without 元 are none that are known of money: it may count something else.
pub const AMOUNT_COUNTED: &str = "amount.counted";
/// `amount.currency`: header, caption or cell names another currency than the yuan; the sum is kept as `value` and added to nothing.
pub const AMOUNT_CURRENCY: &str = "amount.currency";
/// `amount.parts`: the parts that a cell gives of its sum come to something else.
pub const AMOUNT_PARTS: &str = "amount.parts";
/// `amount.spaced`: blanks stand around a number's point.
pub const AMOUNT_SPACED: &str = "amount.spaced";
/// `amount.unread_beside`: what stands beside the cell's own sum is not understood: a number in brackets, half of a bracket, range, list or decimal.
pub const AMOUNT_UNREAD_BESIDE: &str = "amount.unread_beside";
/// `amount.sign_under_unit`: ￥ under 万元: read in 万元.
pub const AMOUNT_SIGN_UNDER_UNIT: &str = "amount.sign_under_unit";
/// `amount.bracketed`: a bare number in brackets is read as a deduction.
pub const AMOUNT_BRACKETED: &str = "amount.bracketed";
/// `amount.own_unit`: the cell's own unit wins over the column's.
pub const AMOUNT_OWN_UNIT: &str = "amount.own_unit";
/// `notice.empty`: neither a title, nor a document number, nor a table was found.
pub const NOTICE_EMPTY: &str = "notice.empty";
/// `amount.blank`: a sum is blank among sums.
pub const AMOUNT_BLANK: &str = "amount.blank";
/// `cell.apart`: the lines of a cell, or of a column's name, stand further apart than lines of a text do.
pub const CELL_APART: &str = "cell.apart";
/// `cell.interleaved`: the lines of a cell, or of others in its column, stand closer than lines of one text can: those of two cells.
pub const CELL_INTERLEAVED: &str = "cell.interleaved";
/// `cell.column_name`: a line of a sum's cell is the name of its column: a header said again was read into the row.
pub const CELL_COLUMN_NAME: &str = "cell.column_name";
/// `column.two_names`: the lines of a column's name are those of two beside each other.
pub const COLUMN_TWO_NAMES: &str = "column.two_names";
/// `cell.elsewhere`: a cell reaches under the header of another column that has none in its row.
pub const CELL_ELSEWHERE: &str = "cell.elsewhere";
/// `cell.overlap`: the print of two cells of neighbouring rows or columns overlaps.
pub const CELL_OVERLAP: &str = "cell.overlap";
/// `cell.page_number`: a cell ends in the number of its page, behind the end of a sentence.
pub const CELL_PAGE_NUMBER: &str = "cell.page_number";
/// `cell.parted_number`: a line of a printed cell ends between two digits, which were read as of two numbers.
pub const CELL_PARTED_NUMBER: &str = "cell.parted_number";
/// `cell.no_month`: a cell has a year with a day and no month between them.
pub const CELL_NO_MONTH: &str = "cell.no_month";
/// `cell.halved`: cells of a column, one below the other, are the halves of a value that stands elsewhere in it.
pub const CELL_HALVED: &str = "cell.halved";
/// `cell.unclosed`: a cell opens a bracket that it does not close.
pub const CELL_UNCLOSED: &str = "cell.unclosed";
/// `cell.two_values`: a cell holds two values of its column, and that of the next row none.
pub const CELL_TWO_VALUES: &str = "cell.two_values";
/// `item.columns_apart`: a sheet is wider than its pages: the rows of two pages stand level, one with the projects and one with the sums.
pub const ITEM_COLUMNS_APART: &str = "item.columns_apart";
/// `item.halved_name`: the purchasers of two rows, one below the other, are the halves of one name.
pub const ITEM_HALVED_NAME: &str = "item.halved_name";
/// `item.several_names`: the lines of a purchaser's cell are the names of several bodies, or the label of a total and a name, without a mark between them.
pub const ITEM_SEVERAL_NAMES: &str = "item.several_names";
/// `item.money_for_name`: an item of a list of sentences is called by what is done with money (安排省级福彩公益金), and not by what it is for.
pub const ITEM_MONEY_FOR_NAME: &str = "item.money_for_name";
/// `item.odd_name`: a purchaser is no name of a body, and nine in ten of its table are; or an error of a formula stands in place of a name.
pub const ITEM_ODD_NAME: &str = "item.odd_name";
/// `item.incomplete`: an item has no purchaser, or no project, and others of its table have; or neither number nor sum, and all others have.
pub const ITEM_INCOMPLETE: &str = "item.incomplete";
/// `item.table_in_doubt`: an item is from a table of a text whose rows and columns cannot be told apart for certain: it has no header, or one whose names were torn apart or stand in its rows, or none of the running numbers that its header names, or cells slid in half of its items, or it has a cell a line and it cannot be known which are blank, or it stands in one attachment with one that was not read; elsewhere, from a table without a header, beside such a one, with a column that has no name, without a column of purchasers, projects or money, or without rules round its merged cells; anywhere, from one whose name holds its header.
pub const ITEM_TABLE_IN_DOUBT: &str = "item.table_in_doubt";
/// `item.unnamed_cell`: a cell stands where the header names no column, and most rows have none there, or it holds figures.
pub const ITEM_UNNAMED_CELL: &str = "item.unnamed_cell";
/// `item.remark`: a name goes on with 注： or the like: a remark that stands in the cell, or was read into it.
pub const ITEM_REMARK: &str = "item.remark";
/// `item.slid`: a name is nothing but a number, and the others of its column are not: the row's cells have slid.
pub const ITEM_SLID: &str = "item.slid";
/// `item.total`: the first or last item has the sum of all others, or in a list of sentences one that of those below it: a total without a label, perhaps.
pub const ITEM_TOTAL: &str = "item.total";
/// `item.class`: every item is a class with the sum of those below it, or stands in one: classes counted as projects, perhaps.
pub const ITEM_CLASS: &str = "item.class";
/// `row.several`: the cell of running numbers holds several, or two cells of a row say the same twice (a warning): rows were read as one.
pub const ROW_SEVERAL: &str = "row.several";
/// `table.purchaser_above`: a sheet's tab names who buys what stands in it, and no column or line does.
pub const TABLE_PURCHASER_ABOVE: &str = "table.purchaser_above";
/// `table.text_inside`: a text is printed among the rows of a table, and no row holds it.
pub const TABLE_TEXT_INSIDE: &str = "table.text_inside";
/// `unit.contradicted`: the header of the sums names another unit than the unit line, the table's name or the body.
pub const UNIT_CONTRADICTED: &str = "unit.contradicted";
/// `sum.unaccounted`: lines, or a paragraph that counts up several, hold sums with 元 that no project has: rows of a list that was not read, or the sum that a paper hands out to a project that it does not list; or a project's name does, in a table without sums.
pub const SUM_UNACCOUNTED: &str = "sum.unaccounted";
/// `sum.unlabelled`: a number stands alone on a line, and is what the items of a table come to: a total without a label, perhaps.
pub const SUM_UNLABELLED: &str = "sum.unlabelled";
/// `sum.group_name`: a subtotal names a purchaser of its table, and items of the group above it are another's.
pub const SUM_GROUP_NAME: &str = "sum.group_name";
/// `unit.implausible`: most sums of a list are below a hundred yuan and none is much above, or all are a hundred million and more.
pub const UNIT_IMPLAUSIBLE: &str = "unit.implausible";
/// `amount.slip`: a sum is far below all others of its column, and would stand among them were it of 万元.
pub const AMOUNT_SLIP: &str = "amount.slip";
/// `notice.several`: a second notice begins on a later page of the file.
pub const NOTICE_SEVERAL: &str = "notice.several";
/// `notice.again`: another input of the same run holds the same notice: number, title and all projects agree.
pub const NOTICE_AGAIN: &str = "notice.again";
/// `number.damaged`: the document number has lost brackets or 号.
pub const NUMBER_DAMAGED: &str = "number.damaged";
/// `number.restored`: it was made whole from the page's own data.
pub const NUMBER_RESTORED: &str = "number.restored";
/// `date.ambiguous`: the date has lost 年, 月 or 日 and may be several; none was taken.
pub const DATE_AMBIGUOUS: &str = "date.ambiguous";
/// `date.several`: those who sign have dates of their own, which differ; the last was taken.
pub const DATE_SEVERAL: &str = "date.several";
/// `date.restored`: it has lost them and can be only one.
pub const DATE_RESTORED: &str = "date.restored";
/// `text.hidden`: the file holds other characters, which are not seen, where a part of the head, the date or a signature stands.
pub const TEXT_HIDDEN: &str = "text.hidden";
/// `text.struck`: words have a line through them and were left out of the text.
pub const TEXT_STRUCK: &str = "text.struck";
/// `text.masked`: digits are missing or masked.
pub const TEXT_MASKED: &str = "text.masked";
/// `text.left_out`: a sentence leaves a sum's number out (资金 万元).
pub const TEXT_LEFT_OUT: &str = "text.left_out";
/// `text.spaced`: blanks stand inside numbers of the body (5. 4 %).
pub const TEXT_SPACED: &str = "text.spaced";
/// `text.lost`: where a date or number has lost characters, a date of the body has, too (125日).
pub const TEXT_LOST: &str = "text.lost";
/// `correction.applied`: a reviewer's correction was put in.
pub const CORRECTION_APPLIED: &str = "correction.applied";
/// `table.unread`: lines look like a table that cannot be told apart, or an attachment is called a table and has none; they are kept as text.
pub const TABLE_UNREAD: &str = "table.unread";
/// `table.in_doubt`: rows and columns of a table of a text cannot be told apart for certain (`item.table_in_doubt` says why): rows may be missing.
pub const TABLE_IN_DOUBT: &str = "table.in_doubt";
/// `table.columns_joined`: a table too wide for its page goes on with other columns on the next, beside the same numbers: they were put together.
pub const TABLE_COLUMNS_JOINED: &str = "table.columns_joined";
/// `table.no_header`: a table has no header row.
pub const TABLE_NO_HEADER: &str = "table.no_header";
/// `table.aside`: a table names no projects where another does, or nothing tells what it lists; it makes no items.
pub const TABLE_ASIDE: &str = "table.aside";
/// `table.form`: a table is a form to fill in, not a list; it makes no items.
pub const TABLE_FORM: &str = "table.form";
/// `table.repeated`: a table of a web page says cell for cell what one above it says, under another title, and both count; info where the title is the same or none, and it counts once.
pub const TABLE_REPEATED: &str = "table.repeated";
/// `table.columns_differ`: a row of a table whose header is read with other columns on another page, or with parts of their names.
pub const TABLE_COLUMNS_DIFFER: &str = "table.columns_differ";
/// `table.roles`: a list has no column of money, or neither purchasers nor projects; it names the headers that were not understood.
pub const TABLE_ROLES: &str = "table.roles";
/// `role.by_unit`: no header speaks of money; columns of numbers are sums by the unit that is stated for the table.
pub const ROLE_BY_UNIT: &str = "role.by_unit";
/// `role.by_content`: what the columns hold was read from their cells.
pub const ROLE_BY_CONTENT: &str = "role.by_content";
/// `row.limits`: neither rule nor white space parts a row from the next; which lines belong to it was read from where they stand.
pub const ROW_LIMITS: &str = "row.limits";
/// `span.by_centring`: a merged cell without rules was told by its vertical middle.
pub const SPAN_BY_CENTRING: &str = "span.by_centring";
/// `text.crosses_columns`: text runs over the edge between two columns without rules; it may be two cells'.
pub const TEXT_CROSSES_COLUMNS: &str = "text.crosses_columns";
/// `text.crosses_rule`: text runs over a rule; it went to the cell with the larger part.
pub const TEXT_CROSSES_RULE: &str = "text.crosses_rule";
/// `cell.merged_once`: one sum or name is printed for several rows; the first has it.
pub const CELL_MERGED_ONCE: &str = "cell.merged_once";
/// `cell.field`: the cell of a web page is a field of a form; the value it is preset to was read.
pub const CELL_FIELD: &str = "cell.field";
/// `table.outlines`: a ruled table holds drawings and no text: letters turned into outlines were not read.
pub const TABLE_OUTLINES: &str = "table.outlines";
/// `cell.picture`: the cell of a web page is a picture; what stands for it where it is not shown was read.
pub const CELL_PICTURE: &str = "cell.picture";
/// `cell.table`: the cell of a web page or document holds a table of its own; its rows were read as lines of the cell.
pub const CELL_TABLE: &str = "cell.table";
/// `carry.across_break`: a blank cell at a page break took its value from above.
pub const CARRY_ACROSS_BREAK: &str = "carry.across_break";
/// `carry.across_total`: a blank cell below a row of totals took its value from above that row.
pub const CARRY_ACROSS_TOTAL: &str = "carry.across_total";
/// `carry.cut`: a text was joined over a page's edge though a rule is drawn there: its part above is not whole without the rest; a warning where only the end of a name tells, or a merged cell's sum is printed again below it.
pub const CARRY_CUT: &str = "carry.cut";
/// `carry.from_next_page`: a merged cell without text at the end of a page was given the text on the next; a warning where a rule closes it and its longer part is on the page before.
pub const CARRY_FROM_NEXT_PAGE: &str = "carry.from_next_page";
/// `carry.left_blank`: cells below a value are blank where merged cells cannot be seen; they were left blank.
pub const CARRY_LEFT_BLANK: &str = "carry.left_blank";
/// `form.ambiguous_cells`: which cell of a row was blank cannot be known from text.
pub const FORM_AMBIGUOUS_CELLS: &str = "form.ambiguous_cells";
/// `cell.crossed`: a line crosses this cell from corner to corner: it is empty on purpose.
pub const CELL_CROSSED: &str = "cell.crossed";
/// `cell.hidden_text`: the file holds text in a cell that is covered, clipped away, hidden, without ink or of the colour of its ground; it was left out.
pub const CELL_HIDDEN_TEXT: &str = "cell.hidden_text";
/// `cell.clipped_number`: the page shows a part of a number only; all of it was read, or where it is cut through at its end, none.
pub const CELL_CLIPPED_NUMBER: &str = "cell.clipped_number";
/// `cell.covered_number`: a part of a number, or of a digit, is covered: what it says is not known, or not for sure.
pub const CELL_COVERED_NUMBER: &str = "cell.covered_number";
/// `cell.box`: a cell of a sheet is blank and a text box lies over it, which was read in its place.
pub const CELL_BOX: &str = "cell.box";
/// `cell.ink_without_text`: something is drawn or pasted in a cell, or left to fill in, that is no text.
pub const CELL_INK_WITHOUT_TEXT: &str = "cell.ink_without_text";
/// `cell.rule_lost`: a rule between a text and a number is missing in one row; they were parted; a warning between two texts.
pub const CELL_RULE_LOST: &str = "cell.rule_lost";
/// `form.cut_off`: a text between bars ends within a row.
pub const FORM_CUT_OFF: &str = "form.cut_off";
/// `form.rows_in_cell`: the cells of one row hold two lines each, which were read as two rows.
pub const FORM_ROWS_IN_CELL: &str = "form.rows_in_cell";
/// `form.unproven`: words of a sentence lead up to this sum and others, which come to no sum that the text states.
pub const FORM_UNPROVEN: &str = "form.unproven";
/// `form.wrapped`: which row lines belong to cannot be known from text.
pub const FORM_WRAPPED: &str = "form.wrapped";
/// `source.undecodable`: bytes are none of the text's encoding.
pub const SOURCE_UNDECODABLE: &str = "source.undecodable";
/// `source.embedded_files`: files lie inside the PDF (attachments, a portfolio); they were not read.
pub const SOURCE_EMBEDDED_FILES: &str = "source.embedded_files";
/// `source.form_of_its_own`: the PDF holds an XFA form, which was not read.
pub const SOURCE_FORM_OF_ITS_OWN: &str = "source.form_of_its_own";
/// `source.recognised`: characters were recognised in a picture, not printed as text.
pub const SOURCE_RECOGNISED: &str = "source.recognised";
/// `source.repaired`: the table of a PDF's objects does not lead to them; they were searched for.
pub const SOURCE_REPAIRED: &str = "source.repaired";
/// `source.damaged`: objects of a PDF are not what their checksums say.
pub const SOURCE_DAMAGED: &str = "source.damaged";
/// `page.missing`: a page that the file names is not in it.
pub const PAGE_MISSING: &str = "page.missing";
/// `page.named_twice`: the file names one page twice, in place of another.
pub const PAGE_NAMED_TWICE: &str = "page.named_twice";
/// `page.damaged`: content, forms or fonts of a page are damaged or cannot be decoded, or are no content.
pub const PAGE_DAMAGED: &str = "page.damaged";
/// `page.data_length`: content, forms or fonts of a page have another length than the file says.
pub const PAGE_DATA_LENGTH: &str = "page.data_length";
/// `page.missing_object`: content, forms or fonts of a page are not in the file.
pub const PAGE_MISSING_OBJECT: &str = "page.missing_object";
/// `page.no_text_layer`: a page is a picture.
pub const PAGE_NO_TEXT_LAYER: &str = "page.no_text_layer";
/// `page.unknown_glyph`: glyphs have no known character.
pub const PAGE_UNKNOWN_GLYPH: &str = "page.unknown_glyph";
/// `page.guessed_encoding`: a font does not say which characters its codes are.
pub const PAGE_GUESSED_ENCODING: &str = "page.guessed_encoding";
/// `page.contradicted_map`: a font and its character map disagree.
pub const PAGE_CONTRADICTED_MAP: &str = "page.contradicted_map";
/// `page.actual_text`: the file says that glyphs mean something else than they show.
pub const PAGE_ACTUAL_TEXT: &str = "page.actual_text";
/// `page.font_refused`: a font's own data was refused.
pub const PAGE_FONT_REFUSED: &str = "page.font_refused";
/// `page.pale_text`: pale text was left out as a watermark.
pub const PAGE_PALE_TEXT: &str = "page.pale_text";
/// `page.slanted_text`: likewise text aslant.
pub const PAGE_SLANTED_TEXT: &str = "page.slanted_text";
/// `page.invisible_text`: invisible text was left out.
pub const PAGE_INVISIBLE_TEXT: &str = "page.invisible_text";
/// `page.outside_text`: text that stands outside the page, by its size in the file, was left out.
pub const PAGE_OUTSIDE_TEXT: &str = "page.outside_text";
/// `page.covered_text`: text that was painted over was left out.
pub const PAGE_COVERED_TEXT: &str = "page.covered_text";
/// `page.form_field`: text of form fields was read.
pub const PAGE_FORM_FIELD: &str = "page.form_field";
/// `page.note`: text of a note on the page was read.
pub const PAGE_NOTE: &str = "page.note";
/// `page.not_shown`: a form field or note holds what the file does not show.
pub const PAGE_NOT_SHOWN: &str = "page.not_shown";
/// `second_reader.disagrees`: an independent reader reads other characters on a page.
pub const SECOND_READER_DISAGREES: &str = "second_reader.disagrees";
/// `second_reader.failed`: the independent reader could not read the file.
pub const SECOND_READER_FAILED: &str = "second_reader.failed";
/// `sheet.hidden`: a sheet is hidden; it was left out.
pub const SHEET_HIDDEN: &str = "sheet.hidden";
/// `sheet.hidden_rows`: rows with something in them are hidden, by hand or by a filter; they were left out.
pub const SHEET_HIDDEN_ROWS: &str = "sheet.hidden_rows";
/// `sheet.hidden_columns`: likewise columns.
pub const SHEET_HIDDEN_COLUMNS: &str = "sheet.hidden_columns";
/// `sheet.hidden_cells`: cells hold what their number format or colour does not show (`;;;`, white on white) or a merged cell covers; they were left out.
pub const SHEET_HIDDEN_CELLS: &str = "sheet.hidden_cells";
/// `sheet.picture`: a sheet holds large pictures or pictures in its cells, whose text was not read.
pub const SHEET_PICTURE: &str = "sheet.picture";
/// `cell.rounded`: a cell of a sheet shows another number than it holds; what is shown was taken; info for shares.
pub const CELL_ROUNDED: &str = "cell.rounded";
/// `cell.narrow`: the column of a sheet is too narrow for the number in the cell, so that a person sees `####`; the number was read.
pub const CELL_NARROW: &str = "cell.narrow";
/// `cell.scaled`: the number format of a cell divides its number by something else than the unit that is stated for it (`0!.0,` under 元).
pub const CELL_SCALED: &str = "cell.scaled";
/// `cell.hidden_zero`: a cell of a sheet holds zero and shows nothing; it was read as blank.
pub const CELL_HIDDEN_ZERO: &str = "cell.hidden_zero";
/// `cell.uncomputed`: a formula was never computed; its cell was left blank.
pub const CELL_UNCOMPUTED: &str = "cell.uncomputed";
/// `cell.lost_text`: a cell refers to a text that the file does not hold.
pub const CELL_LOST_TEXT: &str = "cell.lost_text";
/// `cell.conditional`: a conditional format that is not computed here may hide the cell or show something else; it was read without.
pub const CELL_CONDITIONAL: &str = "cell.conditional";
/// `cell.format`: the number format of a cell cannot be printed; the stored value was taken.
pub const CELL_FORMAT: &str = "cell.format";
/// `docx.deleted`: tracked deletions in a Word document were left out: they are not there once all changes are accepted.
pub const DOCX_DELETED: &str = "docx.deleted";
/// `docx.hidden`: text or rows that are hidden, or white on white, were left out.
pub const DOCX_HIDDEN: &str = "docx.hidden";
/// `docx.number`: numbers that Word computes from fields are not in the file.
pub const DOCX_NUMBER: &str = "docx.number";
/// `docx.object`: a Word document shows objects that are kept apart from its text (a workbook, a chart, a diagram); they were not read.
pub const DOCX_OBJECT: &str = "docx.object";
/// `docx.picture`: a Word document holds large pictures, whose text was not read.
pub const DOCX_PICTURE: &str = "docx.picture";
/// `docx.subdocument`: a master document takes in another file, which was not read.
pub const DOCX_SUBDOCUMENT: &str = "docx.subdocument";
/// `docx.imported_part`: a part in another format, which Word imports when it opens the document, was not read.
pub const DOCX_IMPORTED_PART: &str = "docx.imported_part";
/// `attachment.joined`: an attachment was read from a file of its own.
pub const ATTACHMENT_JOINED: &str = "attachment.joined";
/// `attachment.not_read`: the file of an attachment could not be read.
pub const ATTACHMENT_NOT_READ: &str = "attachment.not_read";
/// `eye.disagrees`: the picture of a number shows another one than its text says, or nothing.
pub const EYE_DISAGREES: &str = "eye.disagrees";
/// `eye.unread`: the picture of a cell shows more than its text says, or characters where its text is blank.
pub const EYE_UNREAD: &str = "eye.unread";
/// `eye.not_compared`: numbers have no picture of their own, their fonts not being in the file; said once.
pub const EYE_NOT_COMPARED: &str = "eye.not_compared";
/// `eye.failed`: not every page could be looked at: a page that cannot be rendered, or the time was over.
pub const EYE_FAILED: &str = "eye.failed";
