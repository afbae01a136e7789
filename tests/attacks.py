#!/usr/bin/env python3
"""Measures the release program against large hostile inputs and against mutated files; needs Linux.

    cargo build --release --features cli
    python3 tests/attacks.py large [NAME…]             every attack at full size (up to 64 MiB), or those whose names begin so
    python3 tests/attacks.py mutated FOLDER [COUNT]    COUNT (500) mutations of the files in FOLDER

Prints seconds, MiB and how each ended; exits with 1 if any took more than 10 s or 512 MiB, or ended in a panic.
"""
import os, pathlib, random, re, resource, struct, subprocess, sys, tempfile, time, zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("PUTUO_NOTICE", str(ROOT / "target/release/putuo-notice"))
SECONDS, MIB = 10.0, 512
FULL = 60 << 20
# Characters just below the limit of what is read (`Limits::glyphs`).
BELOW = 990_000
# Lines likewise (`Limits::lines`).
LINES = 490_000
sys.path.insert(0, str(ROOT / "fixtures/hostile"))
import make  # noqa: E402


def run(path):
    """Seconds, MiB and the end of reading a file. Memory is that of the program or its worker, whichever took more."""
    timed = ["/usr/bin/env", "python3", "-c", MEASURE, PROGRAM, str(path)]
    out = subprocess.run(timed, capture_output=True, text=True, errors="replace")
    seconds, kib, code, message = out.stdout.split("\t", 3)
    return float(seconds), int(kib) / 1024, int(code), message.strip()


MEASURE = """
import resource, subprocess, sys, time
start = time.time()
p = subprocess.run(["timeout", "-s", "KILL", "30", sys.argv[1], "check", "--json", sys.argv[2]], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
took = time.time() - start
kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(took, kib, p.returncode, p.stderr.decode(errors="replace").replace(chr(10), " ")[:4000], sep=chr(9))
"""


def judge(name, path):
    seconds, mib, code, message = run(path)
    panic = code not in (0, 1, 2) or "panicked" in message or "internal fault" in message
    bad = panic or seconds > SECONDS or mib > MIB
    message = re.sub(r"^putuo-notice: \S+: ", "", message)
    return bad, f"{'BAD ' if bad else ''}{name}: {seconds:.1f} s, {mib:.0f} MiB, exit {code} {message[:110]}"


def repeat(part, size=FULL):
    return part * (size // len(part))


def flate(data):
    return make.stream(b"/Filter /FlateDecode", zlib.compress(data, 9))


def page_of(content, resources=make.FONT):
    return make.pdf(make.start(resources, content))


def pages_of(count, content):
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(count))
    root = b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count
    return make.pdf([make.CATALOG, root, b"null", content, *[make.page(make.FONT)] * count])


def fonts_of(entries, shared=b"null", kind=b"Type0", count=20_000):
    """A page that uses so many fonts once each; object 5 is what they share."""
    fonts = b" ".join(b"/F%d << /Type /Font /Subtype /%s /BaseFont /F%d %s >>" % (n, kind, n, entries) for n in range(count))
    shown = b"BT " + b" ".join(b"/F%d 12 Tf <0041> Tj" % n for n in range(count)) + b" ET"
    return make.pdf([*make.start(b"/Font << " + fonts + b" >>", flate(shown)), shared])


def descendant(entries=b""):
    return b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F " + entries + b" >>] "


def program_of_all_codes():
    """A TrueType program whose map gives every code point a glyph of its own."""
    groups = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 1, 0x10ffff, 1)
    tables = {b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + groups, b"maxp": bytes(6)}
    out, at = b"\0\1\0\0\0\2" + bytes(6), 12 + 16 * len(tables)
    for tag, data in tables.items():
        out += tag + struct.pack(">III", 0, at, len(data))
        at += len(data)
    return out + b"".join(tables.values())


def cross_reference_stream(entries, data, number=9):
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    return head + b"%d 0 obj\n" % number + make.stream(entries, data) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def notice(rows):
    head = "关于公布购买服务项目的通知\n\n序号\t购买主体\t项目名称\t金额（万元）\n"
    return (head + "".join(f"{n}\t区民政局\t项目{n}\t{n}\n" for n in range(1, rows + 1))).encode()


HEADER = "序号\t购买主体\t项目名称\t金额（万元）\n"
NEARLY = [
    ("digits", "", "1"), ("digits_and_points", "", "1."), ("grouped_digits", "", "1,"), ("blanks", "", " "), ("wide_blanks", "", "\u3000"),
    ("empty_lines", "", "\n"), ("lines_of_a_blank", "", " \n"), ("han", "", "项"), ("numerals", "", "一"), ("large_numerals", "", "壹拾"),
    ("units", "", "万元"), ("unit_lines", "", "万元\n"), ("digit_lines", "", "1\n"), ("han_lines", "", "项\n"), ("opened", "", "（"),
    ("opened_square", "", "["), ("opened_number", "", "〔"), ("closed", "", "）"), ("nested", "", "（（一"), ("colons", "", "："),
    ("label_lines", "", "金额：5万元\n"), ("amounts", "", "5万元，"), ("equations", "", "5万元+"), ("sums", "", "合计5万元，其中3万元，"),
    ("dates", "", "2023年4月11日"), ("date_lines", "", "2023年4月11日\n"), ("numbers", "", "普政发〔2023〕1号"), ("number_lines", "", "普政发〔2023〕1号\n"),
    ("headings", "", "一、项目\n"), ("heading_marks", "", "# 1\n"), ("lists", "", "1.项目，金额5万元；\n"), ("attachments", "", "附件1：项目\n"),
    ("attachment_words", "", "附件"), ("contacts", "", "联系人：张三，电话：0580-1234567\n"), ("copies", "", "抄送：区民政局，区财政局\n"),
    ("addresses", "", "各镇人民政府、各街道办事处：\n"), ("signatures", "", "舟山市普陀区人民政府\n2023年4月11日\n"),
    ("tabs", "", "\t"), ("tab_lines", "", "1\t1\n"), ("tab_cells", "", "1\t"), ("pipes", "", "|"), ("pipe_cells", "", "|1"), ("pipe_lines", "", "|1|1|\n"),
    ("commas", "", ","), ("comma_lines", "", "1,1,1\n"), ("quotes", "", '"'), ("quote_lines", "", '"\n'), ("quoted_cells", "", '"1",'),
    ("aligned", "", "1      区民政局   5\n"), ("gaps", "", "1   "), ("rules", "", "─"), ("boxes", "", "│1│2│\n├─┼─┤\n"),
    ("rows", HEADER, "1\t区民政局\t项目\t5\n"), ("distinct_headers", "", HEADER + "1\t区民政局\t项目\t5\n"),
    ("short_rows", HEADER, "1\t民\n"), ("long_cell", HEADER + "1\t", "区民政局"), ("amount_cell", HEADER + "1\t区民政局\t项目\t", "5万元+"),
    ("totals", HEADER, "合计\t\t\t5\n"), ("subtotals", HEADER, "小计\t\t\t5\n1\t民\t项\t5\n"),
    ("one_cell_a_line", "序号\n购买主体\n金额（万元）\n", "1\n区民政局\n5\n"), ("flat", "序号 购买主体 金额（万元） ", "1 区民政局 5 "),
    ("flat_lines", "序号 购买主体 金额（万元）\n", "1 区民政局 5\n"), ("pairs", "", "项目名称：养老\n购买主体：区民政局\n金额：5万元\n\n"),
    ("masked", "", "*"), ("replaced", "", "\ufffd"), ("zero_width", "", "\u200b"), ("marks", "", "e\u0301"), ("letters", "", "a"), ("returns", "", "\r"),
    ("words", "", "a "), ("urls", "", "http://a.cn/"), ("phones", "", "0580-1234567"), ("percents", "", "5%"), ("fences", "", "```\n"),
]
ALL = "关于公布项目的通知\n"
WIDE = "序号\t" + "金额（元）\t" * 1_000 + "备注\n"
SIX = "序号\n购买主体\n项目名称\n服务内容\n金额（万元）\n备注\n"


def letters(n):
    """A word of four Han characters, another one for each number."""
    return "".join(chr(0x4E00 + n // 128 ** i % 128) for i in range(4))


# What once took time by the square of its length, or worse, or memory by it: a start, a part (of its number, if each is
# another one), and an end.
SQUARES = [
    ("dates_on_a_line", ALL + "正文。\n", "2023年4月11日", ""), ("dates_then_a_word", ALL, "2023年4月11日", "起"), ("no_dates", ALL, "2023年13月11日", ""),
    ("notes_and_titles", ALL + "附件：" + "".join(f"{i}.{'项' * 7_000}" for i in range(1, 100)) + "\n附件1\n", "项\n", ""),
    ("notes", ALL + "附件：", lambda n: f"{n + 1}.项目", ""), ("notes_of_one_number", ALL + "附件：1.项目", "1.项", ""),
    ("few_notes", ALL + "附件：" + "".join(f"{i}.项" for i in range(1, 100)), "项", ""),
    ("attachment_labels", ALL, "附件1\n", ""), ("attachment_label_lines", ALL, "附件1\n项目表\n", ""), ("attachments_colons", ALL, "附件：\n", ""),
    ("noted_tables", ALL + "附件：1.项目\n", "项目表\n项目\t金额\n项\t5\n\n", ""), ("unit_tables", ALL, "单位：万元\n项目\t金额\n项\t5\n\n", ""),
    ("small_tables", ALL, "项目\t金额\n项\t5\n一\n", ""), ("table_notes", ALL + "项目\t金额\n项\t5\n", "注：一\t\n", ""),
    ("offices_glued", ALL, "区民政局", ""), ("offices_glued_dated", ALL, "区民政局", "\n2023年4月11日"), ("offices_apart", ALL, "区民政局 ", ""),
    ("offices_apart_dated", ALL, "区民政局 ", "\n2023年4月11日"), ("offices_on_the_date", ALL, "区民政局", "2023年4月11日"),
    ("office_lines", ALL, "区民政局\n", ""), ("office_mark", "", "区民政局 ", "文件\n普政发〔2023〕1号\n" + ALL),
    ("office_marks_and_signatures", "区民政局 " * 150_000 + "文件\n普政发〔2023〕1号\n" + ALL + "正文。\n", "区民政局\n", ""),
    ("offices_before_a_title", "", "区民政局", ALL), ("offices_apart_before_a_title", "", "区民政局 ", ALL), ("persons", "签发人：", "张三 ", "\n普政发〔2023〕1号\n" + ALL),
    ("and", ALL, "和", ""), ("joined_by_and", ALL, "区民政局和", ""), ("joined", ALL, "区民政局、", "："), ("recipients", ALL, "区民政局，", "："),
    ("long_title", "关于", "项", "的通知\n正文。"), ("long_title_lines", "关于", "项" * 36_000 + "\n", "的通知\n正文。"), ("titles", "", "关于公布项目的通知\n", ""),
    ("long_titles", "", "关于公布" + "项" * 36_000 + "的通知\n", ""), ("about", "", "关于", "通知"), ("numbers_and_commas", ALL, "普政发〔2023〕1号、", ""),
    ("numbers_in_brackets", ALL, "（普政发〔2023〕1号）", ""), ("bare_numbers", ALL, "第1号", ""), ("metadata", ALL, "文号 ", ""), ("metadata_words", ALL + "文号 ", "a ", ""),
    ("metadata_lines", ALL, "文号：1\n", ""), ("declared", ALL, "共1个单位，1个项目，", ""), ("declared_vaguely", ALL, "近1个项目", ""), ("downloads", ALL, "附件1：项.doc\n", ""), ("declared_sums", ALL, "共计1元", ""), ("declared_long", ALL, "项目1", ""),
    ("sequence_lines", ALL, "序号\n", ""), ("header_of_lines", ALL, "序号\n项目\n金额\n", ""), ("lists_of_lines", ALL, "序号\n项目\n金额\n1\n", ""),
    ("lists_of_a_row", ALL, "序号\n项目\n金额\n1\n项\n5\n", ""), ("lists_of_a_row_spaced", ALL, "序号\n\n项目\n\n金额\n\n1\n\n", ""), ("names_of_sums", ALL, "金额\n", ""),
    ("names_in_turn", ALL, "项目\n金额\n", ""), ("names_in_turn_spaced", ALL, "项目\n\n", ""), ("rows_in_turn", ALL, "项目\n金额\n项\n5\n项\n5\n项\n", ""),
    ("short_lists", ALL + SIX, lambda n: f"{n + 1}\n项\n5\n", ""), ("sums_in_lists", ALL + SIX + "1\n", "2\n", ""), ("numbers_in_lists", ALL + SIX, lambda n: f"{n + 1}\n" * 5, ""),
    ("wide_lists", ALL + "序号\n" + "项目\n" * 12 + "金额\n", lambda n: f"{n + 1}\n" + "项目\n" * 9 + "5\n", ""),
    ("very_wide_lists", ALL + "序号\n" + "项目\n" * 27 + "金额\n", lambda n: f"{n + 1}\n" + "项目\n" * 25 + "5\n", ""),
    ("header_of_words", ALL, "序号 项目 金额\n", ""), ("header_of_words_and_one", ALL, "序号 项目 金额\n", "项\n"), ("names_of_words_and_one", ALL, "项目 单位\n", "项\n"),
    ("header_of_gaps", ALL, "序号  项目  金额\n", ""), ("header_of_gaps_and_one", ALL, "序号  项目  金额\n", "项\n"), ("header_of_gaps_shifted", ALL, "序号  项目  金额\n 序号项目  金  额\n", ""),
    ("unknown_names", ALL, "甲  乙  丙\n", ""), ("unknown_names_and_one", ALL, "甲  乙  丙\n", "甲  乙\n"), ("wide_names", ALL, ("甲  " * 90_000 + "\n"), ""),
    ("wide_known_names", ALL, ("项目  " * 90_000 + "\n"), ""), ("wide_shifted_names", ALL + "项目  " * 180_000 + "\n", "项  目  ", ""),
    ("blank_tabs", ALL, " \t\n", ""), ("indented", ALL, "\t一\n", ""), ("quoted_tabs", ALL, '"一\n"\t\n', ""), ("quoted_open", ALL, '"一\t\n', ""), ("uneven_tabs", ALL + "\t" * 10_000 + "\n", "1\t1\n", ""),
    ("lone_cells", ALL, "一\t\n", "一\t二\n"), ("wide_rows", ALL + WIDE, lambda n: f"{n + 1}\t" + "5\t" * 998 + "\n", ""),
    ("two_header_rows", ALL + WIDE + "金\t额\n", lambda n: f"{n + 1}\t" + "5\t" * 1_001 + "\n", ""), ("blank_upper_names", ALL + "\t金额" + "\t" * 30_000 + "\n\t" + "一\t" * 30_000 + "\n" + "5\t" * 30_000, "", ""),
    ("money_columns", ALL + "金额（元）\t" * 900 + "\n", "5\t" * 899 + "5\n", ""), ("rows_with_blanks_gone", ALL + "序号\t购买主体\t项目\t内容\t对象\t方式\t来源\t期限\t金额\t备注\n", "1\t项\t5\n", ""),
    ("carried", ALL + HEADER + "1\t" + "民" * 100_000 + "\t项\t5\n", "1\t\t项\t5\n", ""), ("ditto", ALL + HEADER + "1\t" + "民" * 100_000 + "\t项\t5\n", "1\t同上\t项\t5\n", ""),
    ("long_header", ALL + "项目\t金额（" + "项" * 100_000 + "）\t金额（" + "目" * 100_000 + "）\n", "项\t一\t一\n", ""),
    ("long_other_header", ALL + "项目\t金额\t" + "项" * 100_000 + "\n", "项\t5\t一\n", ""), ("header_below_a_limit", ALL + "项目\t金额\t" + "项" * 400 + "\n", "项\t5\t一\n", ""),
    ("borders", ALL, "+--+\n", ""), ("long_borders", ALL, "+-" * 3_000 + "\n", ""), ("one_border", ALL, "+-", ""), ("bars", ALL, "|\n", ""), ("bars_and_cells", ALL, "|一\n", ""),
    ("bars_then_a_cell", ALL, "|\n", "|一|二|\n"), ("broken_cell", ALL + "|一|二|\n|", "<br>", "|一|"), ("stream", ALL, "项目|\n", ""), ("stream_of_rows", ALL + "项目|\n金额|\n", "项|\n5|\n", ""),
    ("csv_headers", ALL, "项目,金额,备注\n", ""), ("csv_headers_quoted", ALL, '项目,金额,备注\n"一,\n', ""), ("csv_and_a_quote", ALL, "项目,金额,备注\n\n", '"'),
    ("labels", ALL, "项目：一；", ""), ("own_labels", ALL, lambda n: f"{letters(n)}：1；", ""), ("label_rows", ALL, "序号：1；项目：一；金额：5；\n", ""), ("label_rows_without", ALL, "甲：1；乙：2；丙：3；\n", ""),
    ("own_label_rows", ALL, lambda n: f"序号：{n}；项目：一；{letters(n)}：5；\n", ""), ("own_label_wide", ALL, lambda n: "".join(f"项目{letters(n * 90_000 + i)}：1；" for i in range(90_000)) + "\n", ""),
    ("entries", ALL, lambda n: f"{n + 1}.项 金额：5\n", ""), ("own_entries", ALL, lambda n: f"{n + 1}.项 金额：5；{letters(n)}金额：5\n", ""), ("first_entries", ALL, "1.项 金额：5\n", ""), ("entry_of_lines", ALL + "1.项\n", "单位：一\n", ""),
    ("numeral_cell", ALL + HEADER + "1\t民\t项\t", "一", ""), ("capital_cell", ALL + HEADER + "1\t民\t项\t", "壹", ""), ("comma_cell", ALL + HEADER + "1\t民\t项\t", "，", ""), ("dash_cell", ALL + HEADER + "1\t民\t项\t5", "-", ""),
    ("sums_cell", ALL + HEADER + "1\t民\t项\t", "1、", ""), ("bracket_cell", ALL + HEADER + "1\t民\t项\t5万元（", "1、", "）"), ("units_cell", ALL + HEADER + "1\t民\t项\t5", "万", "元"), ("points_cell", ALL + HEADER + "1\t民\t项\t", ".", ""),
    ("numeral_cells", ALL + HEADER, "1\t民\t项\t" + "一" * 499 + "\n", ""), ("sums_cells", ALL + HEADER, "1\t民\t项\t" + "1、" * 249 + "\n", ""), ("largest_sums", ALL + HEADER, "1\t民\t项\t70000000000000000000000000000元\n", "合计\t\t\t-70000000000000000000000000000元\n"),
    ("shares_cell", ALL + HEADER + "1\t民\t1户", "5%（1户）", "\t5\n"), ("equations_cell", ALL + HEADER + "1\t民\t", "1+1=3 ", "\t5\n"), ("equation_cell", ALL + HEADER + "1\t民\t", "1+", "\t5\n"),
    ("traditional_cell", ALL + HEADER + "1\t民\t", lambda n: chr(0x4E00 + n % 20_000), "\t5\n"), ("doubled_cell", ALL + HEADER + "1\t民\t", "项目项", "\t5\n"),
    ("pages", ALL, "\f一\n", ""), ("emphasis", ALL, "**一**\n", ""), ("stars", ALL, "**", ""), ("imprints", ALL, "2023年4月11日印发\n", ""), ("imprint", ALL + "抄送：", "局，", ""), ("imprint_lines", ALL + "抄送：一\n", "局，\n", ""),
]
TEN = "序号\t购买主体\t项目\t内容\t对象\t方式\t来源\t期限\t金额\t备注\n"
# Cells likewise (`Limits::cells`), and for how many of them the numbers of parts below were counted.
CELLS_READ, CELLS_COUNTED = 60_000, 100_000
# Just as many cells as are read: a start, a part, how many of it, and an end.
CELLS = [
    ("doubts", ALL + TEN, "1\t项\t项\t项\t项\t项\t5\n", 9_900, ""), ("doubts_in_lists", ALL + SIX, lambda n: f"{n}\n项\n5\n项\n", 16_000, ""),
    ("unreadable", ALL + "序号\t" + "金额\t" * 98 + "备注\n", "1\t" + "一\t" * 98 + "项\n", 990, ""), ("two_wide_rows", ALL, "金额\t" * 49_000 + "\n", 1, "5\t" * 49_000),
    ("money_columns", ALL + "金额（元）\t" * 299 + "\n", "5\t" * 299 + "5\n", 330, ""), ("money_columns_wide", ALL + "金额（元）\t" * 9_000 + "\n", "5\t" * 9_000 + "\n", 9, ""),
    ("upper_names", ALL + "\t金额" + "\t" * 30_000 + "\n\t" + "一\t" * 30_000 + "\n", "5\t" * 30_000, 1, ""), ("two_header_rows", ALL + "序号\t" + "金额\t" * 5_000 + "备注\n金\t额\n", "1\t" + "5\t" * 5_001 + "\n", 15, ""),
    ("tables", ALL, "项目\t金额\n项\t5\n一\n", 24_000, ""), ("unit_tables", ALL, "单位：万元\n项目\t金额\n项\t5\n\n", 24_000, ""), ("noted_tables", ALL + "附件：1.项目\n", "项目表\n项目\t金额\n项\t5\n\n", 24_000, ""),
    ("table_notes", ALL + "项目\t金额\n项\t5\n", "注：一\t\n", 49_000, ""), ("lone_cells", ALL, "一\t\n", 49_000, "一\t二\n"), ("pieces", ALL, "项目\t金额\n项\t5\n\n", 24_000, ""),
    ("carried", ALL + HEADER + "1\t" + "民" * 60 + "\t项\t5\n", "1\t\t项\t5\n", 24_000, ""), ("headers", ALL + "项目\t金额\t" + "项" * 44 + "\n", "项\t5\t一\n", 33_000, ""),
    ("repeated_headers", ALL, HEADER + "1\t民\t项\t5\n", 12_000, ""), ("words", ALL, "序号 购买主体 项目 金额\n1 民 项 5\n", 12_000, ""), ("entries", ALL, lambda n: f"{n}.项 金额：5\n", 33_000, ""),
    ("long_first_header", ALL + "金额（" + "元" * 450 + "）\t项目\n", "5\t项\n", 3_000, ""), ("sums", ALL + HEADER, "1\t民\t项\t" + "5（1、" + "2、" * 30 + "）\n", 20_000, ""), ("sequence", ALL + HEADER, "9\t\t项目项目\t5\n", 24_000, ""),
    ("numerals", ALL + HEADER, "1\t民\t项\t" + "一" * 490 + "\n", 2_900, ""), ("separate_sums", ALL + HEADER, "1\t民\t项\t" + "1、" * 245 + "\n", 2_900, ""), ("commas", ALL + HEADER, "1\t民\t项\t" + "，" * 490 + "\n", 2_900, ""),
    ("pipes", ALL + "|项目|金额|\n", "|项|5|\n", 33_000, ""), ("open_pipes", ALL + "项目|内容|金额\n", "|项|5\n", 24_000, ""), ("csv", ALL + "项目,金额,备注\n", "项,5,一\n", 33_000, ""), ("stream", ALL + "项目|\n金额|\n", "项|\n5|\n", 24_000, ""),
    ("in_turn", ALL + "项目\n金额\n", "项\n5\n", 49_000, ""), ("list", ALL + "序号\n项目\n金额\n", lambda n: f"{n}\n项\n5\n", 9_999, ""), ("labels", ALL, lambda n: f"序号：{n}；项目：一；金额：5；\n", 33_000, ""),
    ("aligned", ALL + "序号  项目  金额\n", "1     项    5\n", 33_000, ""), ("aligned_wrapped", ALL + "序号  项目  金额\n", "1     项    5\n      项\n", 16_000, ""),
]
NEARLY_HTML = [
    ("cells", "<table><tr>", "<td>1"), ("rows", "<table>", "<tr><td>1"), ("rows_of_two", "<table>", "<tr><td>1<td>项"), ("empty_rows", "<table>", "<tr>"),
    ("paragraphs", "", "<p>1"), ("breaks", "", "1<br>"), ("links", "", "<a href=1>1</a>"), ("lists", "<ul>", "<li>项"), ("spans", "", "<span>1"),
    ("row_spans", "<table>", "<tr><td rowspan=9>1<td>1"), ("col_spans", "<table>", "<tr><td colspan=9>1"), ("headings", "", "<h1>1</h1>"),
    ("tables", "", "<table><tr><td>1<td>项</table>"), ("nested", "", "<table><tr><td>"), ("entities", "", "&#49;"), ("meta", "", "<meta name=a content=b>"),
    ("header_over_all", "<table><tr><td colspan=1000>金额（" + "项" * 1_000_000 + "）<tr>" + "<td>金额" * 1_000, "<tr><td>5"),
    ("small_tables", "", "<table><tr><td>项目<td>金额<tr><td>一<td>5</table>"), ("notes", "<table><tr><td>项目<td>金额<tr><td>一<td>5", "<tr><td>注：一<td>"),
    ("lone_cells", "<table>", "<tr><td>一<td>"), ("merged", "<table><tr><td>购买主体<td>项目<td>金额<tr><td rowspan=60000>" + "民" * 100_000 + "<td>一<td>5", "<tr><td>一<td>5"),
    ("blank_upper_names", "<table><tr><td><td colspan=900>金额" + "<td colspan=900>" * 40 + "<tr>" + "<td>一" * 36_900, "<tr><td>5"),
]


def filled(start, part, end):
    """A start and as many parts as go before an end below the limit."""
    rest = BELOW - len(start) - len(end)
    if not callable(part):
        count = rest // max(len(part), 1)
        if "\n" in part:
            count = min(count, LINES // part.count("\n"))
        return start + part * count + end
    parts = []
    while (rest := rest - len(part(len(parts)))) > 0:
        parts.append(part(len(parts)))
    return start + "".join(parts) + end


def large():
    """Name of each attack, and what makes its bytes."""
    t = make.TEXT
    yield "glyphs.pdf", lambda: page_of(flate(b"BT /F1 12 Tf 72 700 Td (" + b"x" * (50 << 20) + b") Tj ET"))
    yield "glyphs_below_limit.pdf", lambda: page_of(flate(b"BT /F1 1 Tf 72 700 Td " + b"(xxxxxxxxxxxx) Tj 0 -1 Td " * 80_000 + b"ET"))
    yield "same_glyph.pdf", lambda: page_of(flate(b"BT /F1 12 Tf " + b"1 0 0 1 72 700 Tm (x) Tj " * 400_000 + b"ET"))
    yield "rectangles.pdf", lambda: page_of(flate(t + b" 1 1 500 1 re f" * 3_000_000))
    yield "crossing_rules.pdf", lambda: page_of(flate(t + b"".join(
        b" %d 0 1 842 re f 0 %d 595 1 re f" % (i % 595, i % 842) for i in range(100_000))))
    yield "grid.pdf", lambda: page_of(flate(t + b"".join(
        b" %.2f 0 .1 842 re f 0 %.2f 595 .1 re f" % (i * .6, i * .8) for i in range(1_000))))
    yield "path.pdf", lambda: page_of(flate(t + b" 0 0 m " + b"9 9 l " * 8_000_000 + b"S"))
    yield "saves.pdf", lambda: page_of(flate(t + b" q" * 15_000_000))
    yield "images.pdf", lambda: page_of(flate(t + b" BI /W 1 /H 1 ID x EI" * 2_000_000))
    yield "marks.pdf", lambda: page_of(flate(t + b" /P <</ActualText(abc)>> BDC" * 1_500_000))
    yield "fonts.pdf", lambda: page_of(flate(t + b" BT" + b" /F1 12 Tf" * 5_000_000 + b" ET"))
    identity, codes = b"/Encoding /Identity-H ", descendant(b"/W [0 65535 5]")
    yield "fonts_of_all_codes.pdf", lambda: fonts_of(identity + codes)
    yield "fonts_of_all_codes_named.pdf", lambda: fonts_of(b"/Encoding /GBK-EUC-H " + codes)
    yield "fonts_of_all_codes_own.pdf", lambda: fonts_of(b"/Encoding 5 0 R " + codes, make.stream(
        b"", b"begincmap /GBK-EUC-H usecmap 1 begincidrange <0000> <ffff> 0 endcidrange endcmap"))
    yield "fonts_of_same_widths.pdf", lambda: fonts_of(
        identity + descendant(b"/W 5 0 R"), b"[" + b"1 [5] " * 1_000_000 + b"]", count=5_000)
    yield "fonts_of_same_map.pdf", lambda: fonts_of(b"/ToUnicode 5 0 R " + identity + descendant(), flate(
        b"begincmap 1 beginbfchar " + b"".join(b"<%04x> <%04x> " % (n, n) for n in range(65_536)) + b"endbfchar endcmap"))
    yield "fonts_of_same_program.pdf", lambda: fonts_of(
        identity + descendant(b"/FontDescriptor << /FontFile2 5 0 R >>"), flate(program_of_all_codes()))
    yield "fonts_of_same_glyphs.pdf", lambda: fonts_of(
        identity + descendant(b"/CIDToGIDMap 5 0 R"), flate(bytes(60 << 20)))
    yield "fonts_from_far.pdf", lambda: fonts_of(b"/FirstChar 65535 /LastChar 65535 /Widths [5]", kind=b"TrueType")
    yield "widths_again.pdf", lambda: fonts_of(identity + descendant(b"/W [" + b"0 65535 5 " * 5_000_000 + b"]"), count=1)
    yield "pages.pdf", lambda: pages_of(100_000, make.stream(b"", t))
    yield "shared_content.pdf", lambda: pages_of(1_900, flate(t + b" q Q" * 12_000_000))
    yield "object_stream_bomb.pdf", lambda: make.object_stream(b"5 0 ", b" " * 600_000_000)
    yield "object_stream_numbers.pdf", lambda: make.object_stream(b"5 0 " * 7_000_000, b" ")
    yield "many_object_streams.pdf", lambda: b"%PDF-1.7\n" + repeat(
        b"1 0 obj\n" + make.stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zlib.compress(b"5 0 " + b" " * 30_000_000, 9)) + b"\nendobj\n")
    yield "xref_stream_bomb.pdf", lambda: cross_reference_stream(
        b"/Type /XRef /W [1 1 0] /Size 9 /Root 1 0 R /Filter /FlateDecode", zlib.compress(b"\0" * 600_000_000, 9))
    yield "xref_stream_entries.pdf", lambda: cross_reference_stream(
        b"/Type /XRef /W [0 1 0] /Size 2000000000 /Root 1 0 R /Filter /FlateDecode", zlib.compress(b"\1" * 31_000_000, 9))
    yield "lzw_bomb.pdf", lambda: page_of(make.stream(b"/Filter /LZWDecode", make.lzw_bomb(60_000)))
    yield "run_length_bomb.pdf", lambda: page_of(make.stream(b"/Filter /RunLengthDecode", repeat(b"\x81 ", 4 << 20)))
    yield "objects.pdf", lambda: b"%PDF-1.7\n" + b"".join(b"%d 0 obj 1 " % n for n in range(4_000_000))
    yield "objects_never_closed.pdf", lambda: b"%PDF-1.7\n" + repeat(b"1 0 obj [ ", 8 << 20) + b"%%EOF"
    yield "strings_never_closed.pdf", lambda: b"%PDF-1.7\n" + repeat(b"1 0 obj ( ", 8 << 20) + b"%%EOF"
    yield "streams_never_closed.pdf", lambda: b"%PDF-1.7\n" + repeat(b"1 0 obj <</Type/ObjStm>> stream ", 8 << 20) + b"%%EOF"
    yield "streams_never_closed.pdf", lambda: b"%PDF-1.7\n" + b"1 0 obj<</Length 9>>stream\n" * 19_000 + b"%%EOF"
    yield "dictionaries_never_closed.pdf", lambda: b"%PDF-1.7\n" + repeat(b"1 0 obj << /A ", 8 << 20) + b"%%EOF"
    yield "starts.pdf", lambda: b"%PDF-1.7\n" + repeat(b"<<", 16 << 20) + b" stream" * 1_000_000 + b"\n%%EOF"
    yield "arrays.pdf", lambda: page_of(flate(t + b"[" * 30_000_000))
    yield "kerns.pdf", lambda: page_of(flate(t + b" BT /F1 1 Tf [" + b"1 " * 20_000_000 + b"] TJ ET"))
    yield "rubbish.pdf", lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(FULL)
    yield "blanks.pdf", lambda: b"%PDF-1.7\n" + b" " * FULL
    # Chains of filters, and filters of pictures where text is expected.
    chained = t
    for _ in range(50):
        chained = zlib.compress(chained)
    yield "flate_chain.pdf", lambda: page_of(make.stream(b"/Filter [" + b"/FlateDecode " * 50 + b"]", chained))
    yield "flate_chain_bomb.pdf", lambda: page_of(make.stream(
        b"/Filter [" + b"/FlateDecode " * 3 + b"]", zlib.compress(zlib.compress(zlib.compress(b" " * 1_000_000_000, 9), 9), 9)))
    yield "filter_chain.pdf", lambda: page_of(make.stream(b"/Filter [" + b"/ASCIIHexDecode " * 1_000_000 + b"]", b"20" * 1_000_000))
    for name in ["JBIG2Decode", "JPXDecode", "DCTDecode", "CCITTFaxDecode"]:
        yield f"{name}.pdf", lambda name=name: page_of(make.stream(
            b"/DecodeParms << /Columns 60000 /Rows 60000 /K -1 >> /Filter /" + name.encode(), random.Random(2).randbytes(FULL)))
        yield f"{name}_picture.pdf", lambda name=name: make.pdf([
            *make.start(make.FONT + b" " + make.calls(5), make.stream(b"", t + b" q 500 0 0 500 0 0 cm /X Do Q")),
            make.stream(b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8 "
                        b"/Filter /" + name.encode(), random.Random(3).randbytes(8 << 20))])
    yield "picture_bomb.pdf", lambda: make.pdf([
        *make.start(make.FONT + b" " + make.calls(5), make.stream(b"", t + b" /X Do")),
        make.stream(b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
                    b"/Filter /FlateDecode", zlib.compress(b"\0" * 1_000_000_000, 9))])
    # Much of everything.
    yield "tiny_cells.pdf", lambda: page_of(flate(t + b"".join(
        b" %.2f 0 .05 842 re f" % (i * 1.9) for i in range(313)) + b"".join(b" 0 %.2f 595 .05 re f" % (i * 2.6) for i in range(320))))
    yield "short_rules.pdf", lambda: page_of(flate(t + b"".join(
        b" %d %.1f m %d %.1f l S" % (i % 59 * 10, i // 59 * .1, i % 59 * 10 + 10, i // 59 * .1) for i in range(400_000))))
    yield "scattered_glyphs.pdf", lambda: page_of(flate(b"BT /F1 6 Tf " + b"".join(
        b"1 0 0 1 %d %d Tm (%d) Tj " % (i * 7919 % 590, i * 104729 % 840, i % 10) for i in range(400_000)) + b"ET"))
    yield "scattered_glyphs_and_rules.pdf", lambda: page_of(flate(b"BT /F1 6 Tf " + b"".join(
        b"1 0 0 1 %d %d Tm (%d) Tj " % (i * 7919 % 590, i * 104729 % 840, i % 10) for i in range(100_000)) + b"ET" + b"".join(
        b" %d %d m %d %d l S" % (x := i * 31 % 590, y := i * 37 % 840, x + i % 90, y) for i in range(100_000))))
    yield "clips.pdf", lambda: page_of(flate(t + b" q" + b"".join(
        b" %d %d m %d 800 l 500 %d l h W n" % (i % 90, i % 70, i % 500, i % 300) for i in range(1_000_000)) + b" " + t))
    yield "deep_page_tree.pdf", lambda: make.pdf([
        make.CATALOG, *[b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (3 + i) for i in range(200_000)], make.page(make.FONT, 1)])
    yield "wide_loop.pdf", lambda: make.pdf([
        make.CATALOG, *[b"<< /Type /Pages /Kids [" + b"%d 0 R " % (3 + i) * 2 + b"] /Count 2 >>" for i in range(60)], make.page(make.FONT, 1)])
    yield "annotations.pdf", lambda: make.pdf([
        make.CATALOG, make.PAGES, make.page(make.FONT + b" >> /Annots [" + b"5 0 R " * 1_000_000 + b"] /X <<"), make.stream(b"", t),
        b"<< /Type /Annot /Subtype /FreeText /Contents (" + b"x" * 1_000 + b") /Rect [0 0 9 9] >>"])
    yield "short_annotations.pdf", lambda: make.pdf([
        make.CATALOG, make.PAGES, make.page(make.FONT + b" >> /Annots [" + b"5 0 R " * 1_400_000 + b"] /X <<"), make.stream(b"", t),
        b"<< /Type /Annot /Subtype /FreeText /Contents (x) /Rect [0 0 9 9] >>"])
    yield "actual_text.pdf", lambda: make.pdf(make.start(make.FONT, flate(
        b"BT /F1 12 Tf 72 700 Td " + b"/Span <</ActualText (B)>> BDC (A) Tj EMC " * 1_000_000 + b"ET")))
    yield "covers.pdf", lambda: make.pdf(make.start(make.FONT, flate(
        b"BT /F1 12 Tf 72 700 Td (A) Tj ET 1 g 70 690 99 99 re f 0 g " * 500_000)))
    yield "type3.pdf", lambda: make.pdf([
        *make.start(b"/Font << /F1 5 0 R >>", make.stream(b"", b"BT /F1 12 Tf 72 700 Td (aaaa) Tj ET")),
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 /Widths [9] "
        b"/Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> /Resources << /Font << /F1 5 0 R >> >> >>",
        make.stream(b"", b"9 0 d0 BT /F1 12 Tf (aaaa) Tj ET")])
    ranges = b"".join(b"<%04X> <%04X> <0041>\n" % (i, i) for i in range(65_536))
    yield "many_ranges.pdf", lambda: make.pdf([
        *make.start(make.composite(to_unicode=b"/ToUnicode 5 0 R"), make.stream(b"", make.HAN)),
        flate((b"100 beginbfrange\n" + ranges + b"endbfrange\n") * 15)])
    yield "names.pdf", lambda: make.pdf([*make.start(b"/Font << " + b"".join(
        b"/F%d << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> " % i for i in range(300_000)) + b">>",
        flate(b"BT " + b"".join(b"/F%d 9 Tf (a) Tj " % i for i in range(300_000)) + b"ET"))])
    # Text.
    yield "one_line.txt", lambda: ("关于公布项目的通知\n" + "项目金额5万元，" * (FULL // 22)).encode()
    yield "one_line_of_digits.txt", lambda: "关于公布项目的通知\n".encode() + b"1" * FULL
    yield "one_line_of_blanks.txt", lambda: "关于公布项目的通知\n".encode() + b" " * FULL + b"x"
    yield "lines.txt", lambda: ("关于公布项目的通知\n" + "一、购买服务\n" * (FULL // 19)).encode()
    yield "empty_lines.txt", lambda: b"x" + b"\n" * FULL
    yield "undecodable.txt", lambda: (b"\xff" + "项目".encode("gb18030") * 40) * (FULL // 161)
    yield "brackets.txt", lambda: ("关于公布项目的通知\n" + "（" * (FULL // 3)).encode()
    yield "tabs.txt", lambda: "关于公布项目的通知\n".encode() + b"1\t" * (FULL // 2)
    yield "rows.txt", lambda: notice(1_000_000)[:FULL]
    yield "rows_below_limit.txt", lambda: notice(100_000)
    yield "cells.txt", lambda: ("关于公布项目的通知\n" + ("\t".join("1" * 1_000) + "\n") * 1_000).encode()
    yield "pipes.md", lambda: ("关于公布项目的通知\n" + ("|" + "1|" * 1_000 + "\n") * 1_000).encode()
    yield "commas.csv", lambda: ("序号,购买主体,金额\n" + "1,区民政局,5\n" * 3_000_000).encode()
    yield "quotes.csv", lambda: ("序号,购买主体,金额\n" + '"' * FULL).encode()
    yield "aligned.txt", lambda: ("关于公布项目的通知\n" + ("序号   购买主体   金额\n" + "1      区民政局   5\n" * 50) * 20_000).encode()
    yield "one_cell_a_line.txt", lambda: ("关于公布项目的通知\n序号\n购买主体\n金额（万元）\n" + "1\n区民政局\n5\n" * 1_000_000).encode()
    yield "amounts.txt", lambda: notice(1) + ("2\t区民政局\t项目\t" + "5万元+" * 3_000_000).encode()
    yield "dates.txt", lambda: ("关于公布项目的通知\n" + "2023年4月11日\n" * 1_500_000).encode()
    # Text of as many characters as are read.
    for name, line, part in NEARLY:
        yield f"nearly_{name}.txt", lambda line=line, part=part: filled(ALL + line, part, "").encode()
    for name, start, part, end in SQUARES:
        yield f"nearly_{name}.txt", lambda start=start, part=part, end=end: filled(start, part, end).encode()
    for name, start, part, count, end in CELLS:
        yield f"nearly_all_{name}.txt", lambda start=start, part=part, count=count, end=end: (start + "".join(
            part(n) if callable(part) else part for n in range(1, count * CELLS_READ // CELLS_COUNTED + 1)) + end).encode()
    for name, start, part in NEARLY_HTML:
        yield f"nearly_{name}.html", lambda start=start, part=part: (f"<html><p>关于公布项目的通知{start}" + part * ((BELOW - len(start)) // len(part))).encode()
    # HTML.
    yield "deep_divs.html", lambda: b"<html>" + b"<div>" * (FULL // 5)
    yield "deep_tables.html", lambda: b"<html>" + b"<table><tr><td>" * (FULL // 15)
    yield "cells.html", lambda: b"<table>" + (b"<tr>" + b"<td>1" * 1_000) * 10_000
    yield "row_spans.html", lambda: b"<table>" + b"<tr><td rowspan=65534>1<td rowspan=65534>2" * 100_000
    yield "col_spans.html", lambda: b"<table>" + b"<tr><td colspan=1000>1" * 1_000_000
    yield "spans.html", lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=1000>1" * 2_000
    yield "attributes.html", lambda: b"<p " + b"a=1 " * (FULL // 4) + b">x"
    yield "references.html", lambda: b"<p>" + b"&" * FULL
    yield "lesser.html", lambda: b"<p>" + b"<" * FULL
    yield "comments.html", lambda: b"<!--" * (FULL // 4)
    yield "scripts.html", lambda: b"<p>x" + b"<script>" * (FULL // 8)
    yield "entities.html", lambda: "<p>通知".encode() + b"&nbsp" * (FULL // 5)


def mutate(data, chance):
    data = bytearray(data)
    for _ in range(chance.choice([1, 3, 10, 30, 100])):
        if not data:
            break
        at, kind = chance.randrange(len(data)), chance.randrange(10)
        n = chance.choice([1, 10, 100, 2_000])
        if kind < 5:
            data[at] = chance.randrange(256)
        elif kind < 7:
            data[at:at] = data[(p := chance.randrange(len(data))):p + n]
        elif kind < 8:
            del data[at:at + n]
        elif kind < 9:
            data[at:at] = chance.choice([b"<<", b">>", b"[", b"(", b" obj ", b"stream\n", b"99999999999", b"-1", b"\0", b"/W"])
        elif chance.random() < .1:
            del data[at:]
    return bytes(data)


def mutated(folder, count):
    kinds = {".pdf", ".txt", ".html", ".md", ".csv", ".tsv"}
    files = sorted(p for p in pathlib.Path(folder).rglob("*") if p.suffix in kinds)
    for number in range(count):
        path = files[number % len(files)]
        yield f"{number:05}-{path.stem}{path.suffix}", mutate(path.read_bytes(), random.Random(number))


def main():
    what, rest = sys.argv[1], sys.argv[2:]
    if what == "large":
        cases = ((n, make_it()) for n, make_it in large() if not rest or n.startswith(tuple(rest)))
    else:
        cases = mutated(rest[0], int(rest[1]) if len(rest) > 1 else 500)
    bad, count, slowest, largest = [], 0, 0.0, 0.0
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        for name, data in cases:
            path = pathlib.Path(folder) / name
            path.write_bytes(data[:64 << 20])
            wrong, line = judge(name, path)
            count += 1
            seconds, mib = re.search(r": ([\d.]+) s, (\d+) MiB", line).groups()
            slowest, largest = max(slowest, float(seconds)), max(largest, float(mib))
            if wrong:
                bad.append(name)
                keep = os.environ.get("KEEP")
                if keep:
                    (pathlib.Path(keep) / name).write_bytes(data)
            if wrong or what == "large":
                print(line, flush=True)
            path.unlink()
    print(f"{count} files, {len(bad)} bad; slowest {slowest} s, largest {largest} MiB")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
