#!/usr/bin/env python3
"""How many faults the checks notice: notices with one fault put in each, as a table by fault.

    cargo build --release --features cli
    python3 tests/faults.py [FOLDER]        tab-separated texts in UTF-8, one line a row (default: fixtures/)

A fault is noticed if the notice has an error or a warning more than without it. Beside all faults stand those that the
notice itself can reveal: a lost or moved row where rows are numbered or counted, or added up; a changed sum where it is
added up, if it is one (rates, ranges and parts in brackets have no place in a total), or a thousand times out of
proportion; words where a number belongs. Nothing can reveal two sums of one column that change places under
one total.
"""
import collections, json, os, pathlib, random, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("PUTUO_NOTICE", str(ROOT / "target/release/putuo-notice"))
MONEY = ("amount", "amount_other")
ADDED = ("subtotal", "total")
SUM = re.compile(r"[￥¥]?[0-9][0-9,，.]*(?:万?元)?")
ROWS = 25  # rows of a table that get every fault


def parsed(*arguments):
    out, decoder, at = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True).stdout, json.JSONDecoder(), 0
    while at < len(out.rstrip()):
        value, end = decoder.raw_decode(out, at)
        at = end + len(out[end:]) - len(out[end:].lstrip())
        yield value


def other_digit(text, chance, first=False):
    places = [i for i, c in enumerate(text) if c in "0123456789"]
    if not places:
        return None
    at = places[0] if first else chance.choice(places)
    return text[:at] + chance.choice([d for d in "123456789" if d != text[at]]) + text[at + 1:]


def slipped(text):
    return text.replace(".", "") if "." in text else re.sub("([0-9](?![0-9,，]))", r"\g<1>0000", text, count=1)


class Table:
    """Rows of a table with the lines they stand on, and what the notice itself says of them."""

    def __init__(self, table, notice, lines):
        self.roles = [c["role"] for c in table["columns"]]
        self.money = [i for i, r in enumerate(self.roles) if r in MONEY]
        rows = []
        for row in table["rows"]:
            at = {p["line"] - 1 for c in row["cells"] for p in c["locations"] if c["origin"] == "own"}
            if len(at) == 1 and lines[min(at)].count("\t") == len(self.roles) - 1:
                rows.append((row["kind"], min(at)))
        self.items = [at for kind, at in rows if kind == "item"]
        self.sums = [at for kind, at in rows if kind in ADDED]
        self.numbered = "sequence" in self.roles
        counts = (len(self.items), sum(row["kind"] == "item" for t in notice["tables"] for row in t["rows"]))
        self.counted = any(d["what"] == "items" and d["count"] in counts for d in notice["declared"])
        self.added = bool(self.sums) or bool(notice["declared_sums"])


def faults(lines, table, chance):
    """(fault, whether the notice can reveal it, lines) for some rows."""
    def cell(at, col, text):
        cells = lines[at].split("\t")
        cells[col] = text
        return lines[:at] + ["\t".join(cells)] + lines[at + 1:]

    following = dict(zip(table.items, table.items[1:]))
    for at in chance.sample(table.items, min(ROWS, len(table.items))):
        cells, after = lines[at].split("\t"), following.get(at)
        kept = table.numbered or table.counted or table.added
        # Without the last row the numbers are whole: only a count or a total, if it has a sum, can tell.
        adds = table.added and any(SUM.fullmatch(cells[col].strip()) for col in table.money)
        yield "row dropped", (table.numbered and after is not None) or table.counted or adds, lines[:at] + lines[at + 1:]
        yield "row doubled", kept, lines[:at] + [lines[at]] + lines[at:]
        if after == at + 1:
            yield "rows swapped", table.numbered, lines[:at] + [lines[after], lines[at]] + lines[after + 1:]
        for col in table.money:
            if changed := other_digit(cells[col], chance):
                adds = table.added and bool(SUM.fullmatch(cells[col].strip()))
                yield "digit of a sum changed", adds, cell(at, col, changed)
                slip = slipped(cells[col])
                # A tenfold sum may be as usual as the right one; a rate has its own proportion.
                far = "." not in cells[col] and not re.search("[/／每]", cells[col])
                yield "point lost or four zeros more", adds or far, cell(at, col, slip)
        one, two = chance.sample(range(len(cells)), 2)
        if cells[one] != cells[two]:
            swapped = lines[at].split("\t")
            swapped[one], swapped[two] = swapped[two], swapped[one]
            typed = {table.roles[one], table.roles[two]} & {"sequence", *MONEY}
            yield "cells of a row swapped", bool(typed), lines[:at] + ["\t".join(swapped)] + lines[at + 1:]
        if after is not None and table.money:
            col = table.money[0]
            below = lines[after].split("\t")[col]
            if below != cells[col]:
                out = cell(at, col, below)
                line = out[after].split("\t")
                line[col] = cells[col]
                out[after] = "\t".join(line)
                yield "sums of two rows swapped", any(at < s < after for s in table.sums), out
    for start in range(0, min(len(table.items), 200), 8):
        cut = set(table.items[start:start + 8])
        last = start + 8 >= len(table.items)
        known = table.counted or table.added or (table.numbered and not last)
        if len(cut) < len(table.items):
            yield "page of eight rows cut", known, [l for i, l in enumerate(lines) if i not in cut]
    for at in table.sums:
        for col in table.money:
            if changed := other_digit(lines[at].split("\t")[col], chance, first=True):
                yield "total changed", True, cell(at, col, changed)


def declared(lines, notice):
    for count in notice["declared"]:
        at = count["text"]["locations"][0]["line"] - 1
        printed = count["text"]["text"]
        if printed in lines[at]:
            wrong = printed.replace(str(count["count"]), str(count["count"] + 1), 1)
            yield "declared count changed", True, lines[:at] + [lines[at].replace(printed, wrong)] + lines[at + 1:]


def found(report):
    return collections.Counter(d["code"] for d in report["diagnostics"] if d["severity"] != "info")


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "fixtures")
    made, chance = {}, random.Random(7)
    with tempfile.TemporaryDirectory() as work:
        def put(name, base, fault, can, lines):
            file = f"{len(made):06}.txt"
            (pathlib.Path(work) / file).write_text("\n".join(lines))
            made[file] = (name, base, fault, can)
            return file

        for path in sorted(p for p in folder.rglob("*.txt") if p.parent.name != "hostile"):
            try:
                lines = path.read_text(encoding="utf-8-sig").splitlines()
            except UnicodeDecodeError:
                continue
            notice = next(parsed("convert", str(path)), None)
            if notice is None or not any("\t" in line for line in lines):
                continue
            base = put(path, None, None, None, lines)
            for table in notice["tables"]:
                for fault, can, changed in faults(lines, Table(table, notice, lines), chance):
                    put(path, base, fault, can, changed)
            for fault, can, changed in declared(lines, notice):
                put(path, base, fault, can, changed)
        reports = {os.path.basename(r["file"]): found(r) for r in parsed("check", "--json", work)}
    table = collections.defaultdict(lambda: [0, 0, 0, 0])
    missed = collections.Counter()
    for file, (path, base, fault, can) in made.items():
        if base is None:
            continue
        noticed = file not in reports or bool(reports[file] - reports[base])
        row = table[fault]
        row[0] += noticed
        row[1] += 1
        row[2] += noticed and can
        row[3] += can
        if can and not noticed:
            missed[fault, str(path.relative_to(folder))] += 1
    print(f"{'fault':32} {'noticed':>8} {'of all':>8} {'noticed':>8} {'of those the notice can reveal':>32}")
    for fault, (noticed, count, revealed, can) in sorted(table.items()):
        share = f"{100 * revealed / can:.0f} %" if can else "-"
        print(f"{fault:32} {noticed:8} {count:8} {revealed:8} {can:24} {share:>7}")
    for (fault, path), count in sorted(missed.items()):
        print(f"missed: {fault}: {count} in {path}")


if __name__ == "__main__":
    main()
