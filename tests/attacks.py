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
p = subprocess.run([sys.argv[1], "check", "--json", sys.argv[2]], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
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


def cross_reference_stream(entries, data, number=9):
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    return head + b"%d 0 obj\n" % number + make.stream(entries, data) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def notice(rows):
    head = "关于公布购买服务项目的通知\n\n序号\t购买主体\t项目名称\t金额（万元）\n"
    return (head + "".join(f"{n}\t区民政局\t项目{n}\t{n}\n" for n in range(1, rows + 1))).encode()


def large():
    """Name and bytes of each attack."""
    t = make.TEXT
    yield "glyphs.pdf", page_of(flate(b"BT /F1 12 Tf 72 700 Td (" + b"x" * (50 << 20) + b") Tj ET"))
    yield "glyphs_below_limit.pdf", page_of(flate(b"BT /F1 1 Tf 72 700 Td " + b"(xxxxxxxxxxxx) Tj 0 -1 Td " * 80_000 + b"ET"))
    yield "same_glyph.pdf", page_of(flate(b"BT /F1 12 Tf " + b"1 0 0 1 72 700 Tm (x) Tj " * 400_000 + b"ET"))
    yield "rectangles.pdf", page_of(flate(t + b" 1 1 500 1 re f" * 3_000_000))
    yield "crossing_rules.pdf", page_of(flate(t + b"".join(
        b" %d 0 1 842 re f 0 %d 595 1 re f" % (i % 595, i % 842) for i in range(100_000))))
    yield "grid.pdf", page_of(flate(t + b"".join(
        b" %.2f 0 .1 842 re f 0 %.2f 595 .1 re f" % (i * .6, i * .8) for i in range(1_000))))
    yield "path.pdf", page_of(flate(t + b" 0 0 m " + b"9 9 l " * 8_000_000 + b"S"))
    yield "saves.pdf", page_of(flate(t + b" q" * 15_000_000))
    yield "images.pdf", page_of(flate(t + b" BI /W 1 /H 1 ID x EI" * 2_000_000))
    yield "marks.pdf", page_of(flate(t + b" /P <</ActualText(abc)>> BDC" * 1_500_000))
    yield "fonts.pdf", page_of(flate(t + b" BT" + b" /F1 12 Tf" * 5_000_000 + b" ET"))
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(100_000))
    pages = [make.CATALOG, b"<< /Type /Pages /Kids [" + kids + b"] /Count 100000 >>", b"null", make.stream(b"", t)]
    yield "pages.pdf", make.pdf([*pages, *[make.page(make.FONT)] * 100_000])
    yield "shared_content.pdf", make.pdf([
        make.CATALOG, b"<< /Type /Pages /Kids [" + b" ".join(b"%d 0 R" % (5 + i) for i in range(1_900)) + b"] /Count 1900 >>",
        b"null", flate(t + b" q Q" * 12_000_000), *[make.page(make.FONT)] * 1_900])
    yield "object_stream_bomb.pdf", make.object_stream(b"5 0 ", b" " * 600_000_000)
    yield "object_stream_numbers.pdf", make.object_stream(b"5 0 " * 7_000_000, b" ")
    yield "many_object_streams.pdf", b"%PDF-1.7\n" + repeat(
        b"1 0 obj\n" + make.stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zlib.compress(b"5 0 " + b" " * 30_000_000, 9)) + b"\nendobj\n")
    yield "xref_stream_bomb.pdf", cross_reference_stream(
        b"/Type /XRef /W [1 1 0] /Size 9 /Root 1 0 R /Filter /FlateDecode", zlib.compress(b"\0" * 600_000_000, 9))
    yield "xref_stream_entries.pdf", cross_reference_stream(
        b"/Type /XRef /W [0 1 0] /Size 2000000000 /Root 1 0 R /Filter /FlateDecode", zlib.compress(b"\1" * 31_000_000, 9))
    yield "lzw_bomb.pdf", page_of(make.stream(b"/Filter /LZWDecode", make.lzw_bomb(60_000)))
    yield "run_length_bomb.pdf", page_of(make.stream(b"/Filter /RunLengthDecode", repeat(b"\x81 ", 4 << 20)))
    yield "objects.pdf", b"%PDF-1.7\n" + b"".join(b"%d 0 obj 1 " % n for n in range(4_000_000))
    yield "objects_never_closed.pdf", b"%PDF-1.7\n" + repeat(b"1 0 obj [ ", 8 << 20) + b"%%EOF"
    yield "strings_never_closed.pdf", b"%PDF-1.7\n" + repeat(b"1 0 obj ( ", 8 << 20) + b"%%EOF"
    yield "streams_never_closed.pdf", b"%PDF-1.7\n" + repeat(b"1 0 obj <</Type/ObjStm>> stream ", 8 << 20) + b"%%EOF"
    yield "dictionaries_never_closed.pdf", b"%PDF-1.7\n" + repeat(b"1 0 obj << /A ", 8 << 20) + b"%%EOF"
    yield "starts.pdf", b"%PDF-1.7\n" + repeat(b"<<", 16 << 20) + b" stream" * 1_000_000 + b"\n%%EOF"
    yield "arrays.pdf", page_of(flate(t + b"[" * 30_000_000))
    yield "kerns.pdf", page_of(flate(t + b" BT /F1 1 Tf [" + b"1 " * 20_000_000 + b"] TJ ET"))
    yield "rubbish.pdf", b"%PDF-1.7\n" + random.Random(1).randbytes(FULL)
    yield "blanks.pdf", b"%PDF-1.7\n" + b" " * FULL
    # Text.
    yield "one_line.txt", ("关于公布项目的通知\n" + repeat("项目金额5万元，", FULL // 24 * 8 // 8)).encode()[:FULL]
    yield "one_line_of_digits.txt", "关于公布项目的通知\n".encode() + b"1" * FULL
    yield "one_line_of_blanks.txt", "关于公布项目的通知\n".encode() + b" " * FULL + b"x"
    yield "lines.txt", ("关于公布项目的通知\n" + "一、购买服务\n" * (FULL // 19)).encode()
    yield "empty_lines.txt", b"x" + b"\n" * FULL
    yield "undecodable.txt", (b"\xff" + "项目".encode("gb18030") * 40) * (FULL // 161)
    yield "brackets.txt", ("关于公布项目的通知\n" + "（" * (FULL // 3)).encode()
    yield "tabs.txt", "关于公布项目的通知\n".encode() + b"1\t" * (FULL // 2)
    yield "rows.txt", notice(1_000_000)[:FULL]
    yield "rows_below_limit.txt", notice(100_000)
    yield "cells.txt", ("关于公布项目的通知\n" + ("\t".join("1" * 1_000) + "\n") * 1_000).encode()
    yield "pipes.md", ("关于公布项目的通知\n" + ("|" + "1|" * 1_000 + "\n") * 1_000).encode()
    yield "commas.csv", ("序号,购买主体,金额\n" + "1,区民政局,5\n" * 3_000_000).encode()
    yield "quotes.csv", ("序号,购买主体,金额\n" + '"' * FULL).encode()
    yield "aligned.txt", ("关于公布项目的通知\n" + ("序号   购买主体   金额\n" + "1      区民政局   5\n" * 50) * 20_000).encode()
    yield "one_cell_a_line.txt", ("关于公布项目的通知\n序号\n购买主体\n金额（万元）\n" + "1\n区民政局\n5\n" * 1_000_000).encode()
    yield "amounts.txt", notice(1) + ("2\t区民政局\t项目\t" + "5万元+" * 3_000_000).encode()
    yield "dates.txt", ("关于公布项目的通知\n" + "2023年4月11日\n" * 1_500_000).encode()
    # HTML.
    yield "deep_divs.html", b"<html>" + b"<div>" * (FULL // 5)
    yield "deep_tables.html", b"<html>" + b"<table><tr><td>" * (FULL // 15)
    yield "cells.html", b"<table>" + (b"<tr>" + b"<td>1" * 1_000) * 10_000
    yield "row_spans.html", b"<table>" + b"<tr><td rowspan=65534>1<td rowspan=65534>2" * 100_000
    yield "col_spans.html", b"<table>" + b"<tr><td colspan=1000>1" * 1_000_000
    yield "spans.html", b"<table>" + b"<tr><td rowspan=65534 colspan=1000>1" * 2_000
    yield "attributes.html", b"<p " + b"a=1 " * (FULL // 4) + b">x"
    yield "references.html", b"<p>" + b"&" * FULL
    yield "lesser.html", b"<p>" + b"<" * FULL
    yield "comments.html", b"<!--" * (FULL // 4)
    yield "scripts.html", b"<p>x" + b"<script>" * (FULL // 8)
    yield "entities.html", "<p>通知".encode() + b"&nbsp" * (FULL // 5)


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
        cases = ((n, d) for n, d in large() if not rest or n in rest)
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
