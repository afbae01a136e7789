#!/usr/bin/env python3
"""Moves each weight of tables made of white space by half, up and down, and counts the rows that are read otherwise then.

    python3 benches/sweep.py [FOLDER or FILE ...] [--only NAME ...] [--half 1|2] [--target FOLDER]
          (default: fixtures/)

A weight is a constant of `src/table/find/white/weights.rs`. In a copy of the sources each is made a function that a variable
of the environment may move, so that one build serves all moves; a move is one run of `tables` over all PDFs. A row is a row of a
grid of `tables`, and has changed if any of its cells' texts or places has. `--half` takes every other file: weights fitted on one
half are judged on the other.
A weight that changes nothing either way is one that no file at hand depends on; one that changes much both ways stands on
an edge, and what it was taken from must be worth it.
"""
import argparse, json, os, pathlib, re, shutil, subprocess, tempfile
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEIGHTS = pathlib.Path("src/table/find/white/weights.rs")
CONST = re.compile(r"^pub\(super\) mod (\w+)|^( *)(pub\([^)]*\)) const (\w+): (f32|usize) = ([\d_.]+);", re.M)
USE = re.compile(r"^(?:pub(?:\([^)]*\))? )?use [^;]*;", re.M)
MOVED = """
/// The weight of this name, or what the environment says instead.
fn moved<T: std::str::FromStr>(name: &str, value: T) -> T {
    let told = std::env::var("SWEEP").ok();
    let own = told.and_then(|t| t.strip_prefix(name)?.strip_prefix('=')?.parse().ok());
    own.unwrap_or(value)
}
"""


def weights(text):
    """Of each weight: its name, kind and value."""
    module, out = "", []
    for found in CONST.finditer(text):
        module = found[1] or module
        if found[4]:
            out.append((f"{module}::{found[4]}", found[5], found[6]))
    return out


def make_movable(source):
    """Makes functions of the weights, and calls of what names them."""
    path = source / WEIGHTS
    text, module = path.read_text(), ""

    def function(found):
        nonlocal module
        module = found[1] or module
        if found[1]:
            return found[0]
        _, indent, seen, name, kind, value = found.groups()
        value = f'super::moved("{module}::{name}", {value})'
        return (f"{indent}{seen} fn {name}() -> {kind} {{ static OWN: std::sync::OnceLock<{kind}> = "
                f"std::sync::OnceLock::new(); *OWN.get_or_init(|| {value}) }}")

    names = {name.split("::")[1] for name, *_ in weights(text)}
    text = text.replace("\npub(super) mod", "\n#![allow(non_snake_case)]\n\npub(super) mod", 1)
    path.write_text(CONST.sub(function, text) + MOVED)
    for file in (source / WEIGHTS.parent.parent).rglob("*.rs"):
        if file == path:
            continue
        text = file.read_text()
        uses = USE.findall(text)
        inside = WEIGHTS.parent.name in file.parts
        ours = [use for use in uses if re.search(r"\b(weights|white)::" + r"|\bsuper::" * inside, use)]
        own = {n for use in ours for n in names if re.search(rf"\b{n}\b", use)}
        call = re.compile(rf"\bweights::\w+::[A-Z_]+\b|(?<!::)\b(?:{'|'.join(sorted(own)) or '(?!)'})\b")
        parts, last = [], 0
        for use in [*USE.finditer(text), None]:
            end = use.start() if use else len(text)
            parts += [call.sub(lambda m: m[0] + "()", text[last:end]), use[0] if use else ""]
            last = use.end() if use else end
        file.write_text("".join(parts))


def moved(kind, value, factor):
    number = float(value.replace("_", "")) * factor
    return f"{number:.4f}" if kind == "f32" else str(max(1, round(number)))


def build(copy, target):
    command = ["cargo", "build", "--quiet", "--all-features", "--target-dir", str(target)]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return target / "debug" / "putuo-notice"


def rows(program, files, move=""):
    """The rows of every table, by file: texts and places of the cells that begin in each."""
    def read(file):
        try:
            env = {**os.environ, "SWEEP": move}
            done = subprocess.run([program, "tables", file], capture_output=True, text=True, timeout=120, env=env)
            tables = json.loads(done.stdout)["tables"]
        except (subprocess.TimeoutExpired, ValueError, KeyError):
            tables = []
        own = []
        for table in tables:
            by_row = {}
            for cell in table["cells"]:
                by_row.setdefault(cell["row"], []).append((cell["col"], cell["rowspan"], cell["colspan"], cell["text"]))
            own += [(table["page"], *sorted(cells)) for _, cells in sorted(by_row.items())]
        return own

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(files, pool.map(read, files)))


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
        make_movable(copy)
        program = build(copy, target)
        before = rows(program, files)
        print(f"{len(files)} files, {sum(map(len, before.values()))} rows")
        print(f"{'weight':32} {'value':>8} {'-50 %':>14} {'+50 %':>14}   (rows changed / files)", flush=True)
        for name, kind, value in weights(text):
            if args.only and name not in args.only:
                continue
            now = [rows(program, files, f"{name}={moved(kind, value, factor)}") for factor in (0.5, 1.5)]
            found = ["{} / {}".format(*differ(before, own)) for own in now]
            print(f"{name:32} {value:>8} {found[0]:>14} {found[1]:>14}", flush=True)


if __name__ == "__main__":
    main()
