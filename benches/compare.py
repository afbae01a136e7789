#!/usr/bin/env python3
"""Times putuo-notice beside other readers on the same PDFs.

    cargo build --release --features cli
    python3 benches/compare.py [--runs 5] [FOLDER or PDF ...]        (default: fixtures/)

Whole process: each program is started anew for each document, in turn (A B A B), and the median of the runs counts.
Inside one process: PyMuPDF's text and tables, and pdfplumber's tables; beside `cargo bench --bench throughput`, which gives
the same for putuo-notice and the floor. Readers that are not installed are left out and named.
"""
import argparse, os, pathlib, shutil, statistics, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLUMBER = ("import sys,pdfplumber\n"
           "for p in pdfplumber.open(sys.argv[1]).pages: p.extract_tables()")
FITZ = "import sys,pymupdf\nfor p in pymupdf.open(sys.argv[1]): p.find_tables().tables"
CAMELOT = "import sys,camelot\ncamelot.read_pdf(sys.argv[1],pages='all',flavor='lattice')"


def module(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0


def row(name, times, base):
    ms = sorted(t * 1e3 for t in times)
    ratio = statistics.median(t / b for t, b in zip(times, base))
    print(f"  {name:28} {ms[0]:9.2f} {statistics.median(ms):9.2f} {ms[-1]:9.2f} {ratio:9.2f}")


def once(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("paths", nargs="*", default=[str(ROOT / "fixtures")])
    args.add_argument("--runs", type=int, default=5)
    args.add_argument("--binary", default=str(ROOT / "target/release/putuo-notice"))
    args.add_argument("--slow-runs", type=int, default=1, help="runs of the readers in Python (0: leave them out)")
    args = args.parse_args()
    files = []
    for path in map(pathlib.Path, args.paths):
        files += sorted(map(str, path.rglob("*.pdf"))) if path.is_dir() else [str(path)]
    programs = {"putuo-notice convert": [args.binary, "convert"]}
    if shutil.which("pdftotext"):
        programs["pdftotext -layout"] = ["pdftotext", "-layout"]
    if shutil.which("mutool"):
        programs["mutool text"] = ["mutool", "draw", "-F", "txt"]
    slow = {name: [sys.executable, "-c", code] for name, code, needs in
            (("pdfplumber extract_tables", PLUMBER, "pdfplumber"), ("PyMuPDF find_tables", FITZ, "pymupdf"),
             ("Camelot lattice", CAMELOT, "camelot")) if args.slow_runs and module(needs)}
    for name, needs in (("pdfplumber", "pdfplumber"), ("PyMuPDF", "pymupdf"), ("Camelot", "camelot")):
        if not module(needs):
            print(f"{name} is not installed: left out")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    times = {name: [] for name in (*programs, *slow)}
    for file in files:
        runs = {name: [] for name in times}
        for turn in range(args.runs):
            for name, command in programs.items():
                tail = ["-"] if name.startswith("pdftotext") else []
                runs[name].append(once(lambda: subprocess.run([*command, file, *tail], **quiet)))
            if turn < args.slow_runs:
                for name, command in slow.items():
                    runs[name].append(once(lambda: subprocess.run([*command, file], **quiet)))
        for name, values in runs.items():
            times[name].append(statistics.median(values))
    print(f"whole process, {len(files)} documents, ms {'minimum':>14} {'median':>9} {'maximum':>9}   median ratio to putuo-notice")
    for name, values in times.items():
        row(name, values, times["putuo-notice convert"])
    if module("pymupdf"):
        import pymupdf
        text, tables = [], []
        for file in files:
            def read():
                for page in pymupdf.open(file):
                    page.get_text()
            def find():
                for page in pymupdf.open(file):
                    page.find_tables().tables
            try:
                text.append(min(once(read) for _ in range(args.runs)))
                tables.append(once(find))
            except Exception as error:
                print(f"{os.path.basename(file)}: PyMuPDF: {error}")
        print(f"inside one process, {len(text)} documents, ms {'minimum':>9} {'median':>9} {'maximum':>9}")
        for name, values in (("PyMuPDF text", text), ("PyMuPDF find_tables", tables)):
            row(name, values, values)


if __name__ == "__main__":
    main()
