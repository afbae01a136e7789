#!/usr/bin/env python3
"""Compares two builds of putuo-notice on the same files: time, instructions, and every difference in what they read.

    python3 benches/builds.py OLD_BINARY NEW_BINARY [FOLDER or FILE ...] [--runs 5] [--callgrind 6] [--json OUT]
                                                                                          (default: fixtures/)

Time: each program is started anew for each document, in turn (old new new old); of each file the quickest of its runs counts,
and the median of the files' ratios is the answer: below 1.00 the new build is the quicker one. Whatever else the machine does
slows both, so that the ratio holds where the times do not.
Instructions: `--callgrind N` counts them in N files, spread from the quickest to the slowest, if valgrind is installed. They
are the same in every run.
Differences: the JSON of `convert` is compared value by value and what differs is sorted by kind: the path with places left out
(`items/*/amount/yuan`), or the code of a finding that came (`+ sum.total`) or went (`- sum.total`), each with the number of
values, of files, and an example. Lists of unequal length are aligned first, so that a row that came is one difference and not
one in every row below it. Where a place on the page moved (`locations`, `bbox`), the box as a whole is one value.
"""
import argparse, collections, difflib, json, pathlib, re, shutil, statistics, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
KNOWN = {".txt", ".html", ".htm", ".pdf", ".csv", ".md"}
PLACES = {"locations", "location", "bbox"}       # where a value stands: one value
NAMED = {"amounts", "others", "discarded"}       # objects whose keys are printed names


def inputs(paths):
    """The files themselves, and all inputs in folders: those called `input.*` where there are any, such as in fixtures."""
    out = []
    for path in map(pathlib.Path, paths):
        if path.is_dir():
            found = [f for f in sorted(path.rglob("*")) if f.suffix.lower() in KNOWN and f.is_file()]
            cases = [f for f in found if f.stem == "input"]
            out += cases or found
        else:
            out.append(path)
    return [str(f) for f in out]


def convert(binary, file):
    """What a build makes of a file: its notice, or why there is none."""
    done = subprocess.run([binary, "convert", file], capture_output=True)
    try:
        return json.loads(done.stdout)
    except ValueError:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        return {"failed": {"exit": done.returncode, "message": said[0].replace(file, "FILE") if said else ""}}


def seconds(binary, file):
    start = time.perf_counter()
    subprocess.run([binary, "convert", file], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def instructions(binary, file):
    command = ["valgrind", "--tool=callgrind", "--trace-children=yes", "--callgrind-out-file=/dev/null"]
    done = subprocess.run([*command, binary, "convert", file], capture_output=True, text=True, errors="replace")
    return sum(map(int, re.findall(r"Collected\s*:\s*(\d+)", done.stderr)))


def words(value):
    """The texts within a value, by which an element of a list is known again."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            return value["text"]
        return "|".join(words(v) for k, v in value.items() if k not in PLACES)
    if isinstance(value, list):
        return "|".join(map(words, value))
    return value if isinstance(value, str) else ""


def findings(old, new):
    """Findings that came, went, or stand at another value now; and of those that stayed, what they say otherwise."""
    by_place = lambda found: {key: list(group) for key, group in grouped(found, lambda d: (d["code"], d["path"]))}
    before, after = by_place(old), by_place(new)
    gone, come = collections.defaultdict(list), collections.defaultdict(list)
    for place in {**before, **after}:
        left, now = before.get(place, []), after.get(place, [])
        for one, other in zip(left, now):
            for key in {**one, **other}:
                if one.get(key) != other.get(key):
                    yield f"diagnostics: {place[0]} {key}", place[1], one.get(key), other.get(key)
        gone[place[0]] += left[len(now):]
        come[place[0]] += now[len(left):]
    for code in sorted({*gone, *come}):
        left, now = gone[code], come[code]
        for one, other in zip(left, now):
            yield f"diagnostics: {code} moved", one["path"], one["path"], other["path"]
        for finding in left[len(now):]:
            yield f"diagnostics: - {code}", finding["path"], finding["message"], None
        for finding in now[len(left):]:
            yield f"diagnostics: + {code}", finding["path"], None, finding["message"]


def grouped(values, key):
    groups = {}
    for value in values:
        groups.setdefault(key(value), []).append(value)
    return groups.items()


def differences(old, new, path="", kind=""):
    """Every value that differs: (kind, path, old, new)."""
    if old == new:
        return
    name = kind.rsplit("/", 1)[-1]
    if name == "diagnostics" and isinstance(old, list) and isinstance(new, list):
        yield from findings(old, new)
    elif name in PLACES or type(old) is not type(new) or not isinstance(old, (dict, list)):
        yield kind, path, old, new
    elif isinstance(old, dict):
        for key in {**old, **new}:
            inner = f"{kind}/{'{}' if name in NAMED else key}".strip("/")
            if key not in new:
                yield f"{inner} removed", f"{path}/{key}", old[key], None
            elif key not in old:
                yield f"{inner} added", f"{path}/{key}", None, new[key]
            else:
                yield from differences(old[key], new[key], f"{path}/{key}", inner)
    else:
        match = difflib.SequenceMatcher(None, list(map(words, old)), list(map(words, new)), autojunk=False)
        blocks = match.get_opcodes() if len(old) != len(new) else [("", 0, len(old), 0, len(new))]
        for _, a, b, c, d in blocks:
            both = min(b - a, d - c)
            for i in range(both):
                yield from differences(old[a + i], new[c + i], f"{path}/{c + i}", f"{kind}/*")
            for i in range(a + both, b):
                yield f"{kind}/* removed", f"{path}/{i}", old[i], None
            for i in range(c + both, d):
                yield f"{kind}/* added", f"{path}/{i}", None, new[i]


def short(value, most=60):
    if value is None:
        return "null"
    text = words(value).strip("|") if isinstance(value, (dict, list)) else ""
    text = text or json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else text[:most] + "…"


def compare_outputs(old, new, files):
    kinds, differ = collections.defaultdict(list), 0
    for file in files:
        found = list(differences(convert(old, file), convert(new, file)))
        differ += bool(found)
        for kind, path, before, after in found:
            kinds[kind].append({"file": file, "path": path, "old": before, "new": after})
    print(f"differences: {differ} of {len(files)} files")
    for kind, found in sorted(kinds.items(), key=lambda k: (k[0].startswith(("ledger", "diag")), -len(k[1]), k[0])):
        first = found[0]
        print(f"  {len(found):6}  in {len({f['file'] for f in found}):4} files  {kind}")
        print(f"          {first['file']} {first['path']}: {short(first['old'])} → {short(first['new'])}")
    return [{"kind": k, "count": len(v), "files": len({f["file"] for f in v}), "examples": v[:20]} for k, v in kinds.items()]


def compare_times(old, new, files, runs):
    rows = []
    for file in files:
        times = ([], [])
        for turn in range(runs):
            for index in (0, 1) if turn % 2 == 0 else (1, 0):
                times[index].append(seconds((old, new)[index], file))
        before, after = min(times[0]), min(times[1])
        rows.append({"file": file, "old_ms": before * 1e3, "new_ms": after * 1e3, "ratio": after / before})
    ratios = sorted(r["ratio"] for r in rows)
    total = [sum(r[k] for r in rows) for k in ("old_ms", "new_ms")]
    print(f"time: median ratio {statistics.median(ratios):.3f} (new to old, {len(files)} files, the quickest of {runs} runs each); "
          f"from {ratios[0]:.2f} to {ratios[-1]:.2f}; all files {total[0]:.0f} ms → {total[1]:.0f} ms")
    for row in sorted(rows, key=lambda r: -r["ratio"])[:3]:
        print(f"  {row['ratio']:.2f}  {row['old_ms']:8.1f} ms → {row['new_ms']:8.1f} ms  {row['file']}")
    return rows


def compare_instructions(old, new, rows, count):
    if not shutil.which("valgrind"):
        print("valgrind is not installed: instructions are left out")
        return
    by_time = sorted(rows, key=lambda r: r["old_ms"])
    step = max(len(by_time) - 1, 1) / max(count - 1, 1)
    chosen = list({round(i * step): None for i in range(min(count, len(by_time)))})
    print("instructions, millions")
    for row in (by_time[i] for i in chosen):
        before, after = (instructions(binary, row["file"]) for binary in (old, new))
        row["old_instructions"], row["new_instructions"] = before, after
        print(f"  {after / before:.3f}  {before / 1e6:9.1f} → {after / 1e6:9.1f}  {row['file']}")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("old")
    args.add_argument("new")
    args.add_argument("paths", nargs="*", default=[str(ROOT / "fixtures")])
    args.add_argument("--runs", type=int, default=5, help="runs of each build for each file (0: no times)")
    args.add_argument("--callgrind", type=int, default=0, metavar="N", help="count the instructions of N files")
    args.add_argument("--json", metavar="OUT", help="write everything to this file, twenty examples a kind")
    args = args.parse_args()
    files = inputs(args.paths)
    if not files:
        sys.exit("no inputs found")
    old, new = (str(pathlib.Path(b).resolve()) for b in (args.old, args.new))
    kinds = compare_outputs(old, new, files)
    rows = compare_times(old, new, files, max(args.runs, 1)) if args.runs or args.callgrind else []
    if args.callgrind:
        compare_instructions(old, new, rows, args.callgrind)
    if args.json:
        report = {"old": old, "new": new, "files": rows, "differences": kinds}
        pathlib.Path(args.json).write_text(json.dumps(report, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
