#!/usr/bin/env python3
"""Measures the release program against large hostile inputs and against mutated files; needs Linux.

    cargo build --release --features cli
    python3 tests/attacks.py large                     every attack at full size (up to 64 MiB)
    python3 tests/attacks.py mutated FOLDER [COUNT]    COUNT (500) mutations of the files in FOLDER

Prints seconds, MiB and how each ended; exits with 1 if any took more than 10 s or 512 MiB, or ended in a panic.
"""
import os, pathlib, random, re, resource, subprocess, sys, tempfile, time, zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("PUTUO_NOTICE", str(ROOT / "target/release/putuo-notice"))
SECONDS, MIB = 10.0, 512
FULL = 60 << 20
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
NEARLY_HTML = [
    ("cells", "<table><tr>", "<td>1"), ("rows", "<table>", "<tr><td>1"), ("rows_of_two", "<table>", "<tr><td>1<td>项"), ("empty_rows", "<table>", "<tr>"),
    ("paragraphs", "", "<p>1"), ("breaks", "", "1<br>"), ("links", "", "<a href=1>1</a>"), ("lists", "<ul>", "<li>项"), ("spans", "", "<span>1"),
    ("row_spans", "<table>", "<tr><td rowspan=9>1<td>1"), ("col_spans", "<table>", "<tr><td colspan=9>1"), ("headings", "", "<h1>1</h1>"),
    ("tables", "", "<table><tr><td>1<td>项</table>"), ("nested", "", "<table><tr><td>"), ("entities", "", "&#49;"), ("meta", "", "<meta name=a content=b>"),
]


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
        yield f"nearly_{name}.txt", lambda line=line, part=part: ("关于公布项目的通知\n" + line + part * (1_990_000 // len(part))).encode()
    for name, start, part in NEARLY_HTML:
        yield f"nearly_{name}.html", lambda start=start, part=part: (f"<html><p>关于公布项目的通知{start}" + part * (1_990_000 // len(part))).encode()
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
        cases = ((n, make_it()) for n, make_it in large() if not rest or n in rest)
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
