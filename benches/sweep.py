#!/usr/bin/env python3
"""Moves each weight of tables made of white space by half, up and down, and counts the rows that are read otherwise then.

    python3 benches/sweep.py [FOLDER or FILE ...] [--only NAME ...] [--half 1|2] [--target FOLDER]
          (default: fixtures/)

A weight is a constant of `src/table/find/white/weights.rs`. Each move is one build (in a copy of the sources, with a target
folder of its own) and one run of `tables` over all PDFs; a row is a row of a grid of `tables`, and has changed if any of its
cells' texts or places has. `--half` takes every other file: weights fitted on one half are judged on the other.
A weight that changes nothing either way is one that no file at hand depends on; one that changes much both ways stands on
an edge, and what it was taken from must be worth it.
"""
import argparse, json, pathlib, re, shutil, subprocess, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEIGHTS = pathlib.Path("src/table/find/white/weights.rs")
CONST = re.compile(r"^pub\(super\) mod (\w+)|^( *pub\([^)]*\) const (\w+): (f32|usize) = )([\d_.]+);", re.M)


def weights(text):
    """Of each weight: its name, kind, value and where that stands in the text."""
    module, out = "", []
    for found in CONST.finditer(text):
        if found[1]:
            module = found[1]
        else:
            out.append((f"{module}::{found[3]}", found[4], found[5], found.span(5)))
    return out


def moved(kind, value, factor):
    number = float(value.replace("_", "")) * factor
    return f"{number:.4f}" if kind == "f32" else str(max(1, round(number)))


def build(copy, target):
    command = ["cargo", "build", "--quiet", "--all-features", "--target-dir", str(target)]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return target / "debug" / "putuo-notice"


def rows(program, files):
    """The rows of every table, by file: texts and places of the cells that begin in each."""
    out = {}
    for file in files:
        try:
            done = subprocess.run([program, "tables", file], capture_output=True, text=True, timeout=120)
            tables = json.loads(done.stdout)["tables"]
        except (subprocess.TimeoutExpired, ValueError, KeyError):
            tables = []
        own = []
        for table in tables:
            by_row = {}
            for cell in table["cells"]:
                by_row.setdefault(cell["row"], []).append((cell["col"], cell["rowspan"], cell["colspan"], cell["text"]))
            own += [(table["page"], *sorted(cells)) for _, cells in sorted(by_row.items())]
        out[file] = own
    return out


def differ(before, now):
    """Rows that went or came, whichever are more, and in how many files."""
    count, files = 0, 0
    for file, own in before.items():
        gone = len([r for r in own if r not in now[file]])
        come = len([r for r in now[file] if r not in own])
        count, files = count + max(gone, come), files + bool(gone or come)
    return count, files


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", default=[str(ROOT / "fixtures")])
    parser.add_argument("--only", nargs="*", help="names of weights, such as narrow::WIDE")
    parser.add_argument("--half", type=int, choices=(1, 2))
    parser.add_argument("--target", type=pathlib.Path, help="a target folder that is kept, so that only the crate is built")
    args = parser.parse_args()
    files = []
    for path in map(pathlib.Path, args.paths):
        files += sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
    files = [str(f) for f in files][(args.half or 1) - 1 :: 2 if args.half else 1]
    text = (ROOT / WEIGHTS).read_text()
    with tempfile.TemporaryDirectory() as folder:
        copy, target = pathlib.Path(folder) / "copy", args.target or pathlib.Path(folder) / "target"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", "target", ".cargo", "fixtures"))
        before = rows(build(copy, target), files)
        print(f"{len(files)} files, {sum(map(len, before.values()))} rows")
        print(f"{'weight':32} {'value':>8} {'-50 %':>14} {'+50 %':>14}   (rows changed / files)", flush=True)
        for name, kind, value, (start, end) in weights(text):
            if args.only and name not in args.only:
                continue
            found = []
            for factor in (0.5, 1.5):
                (copy / WEIGHTS).write_text(text[:start] + moved(kind, value, factor) + text[end:])
                found.append("{} / {}".format(*differ(before, rows(build(copy, target), files))))
            print(f"{name:32} {value:>8} {found[0]:>14} {found[1]:>14}", flush=True)


if __name__ == "__main__":
    main()
