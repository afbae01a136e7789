#!/usr/bin/env python3
"""seed.py [FOLDER]: the corpus that fuzzing begins with, made of the fixtures and the documentation.

A folder for each target (default: target/corpus beside the package). Standard library only.
"""
import hashlib
import json
import pathlib
import re
import sys
import zipfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# What a fuzzer gets through in time; larger files say little more.
LARGEST = 64 << 10


def put(folder, target, data):
    if data and len(data) <= LARGEST:
        place = folder / target
        place.mkdir(parents=True, exist_ok=True)
        (place / hashlib.sha1(data).hexdigest()).write_bytes(data)


def contents(pdf):
    """The content streams of a PDF, inflated."""
    for found in re.finditer(rb"stream\r?\n", pdf):
        data = pdf[found.end():]
        if data.startswith(b"BT") or b" Tj" in data[:400]:
            yield data[:data.find(b"endstream")]
        try:
            data = zlib.decompressobj().decompress(data, LARGEST)
        except zlib.error:
            continue
        if re.search(rb"\b(Tj|TJ|re|Do)\b", data):
            yield data


def packages(file, data):
    """The parts of a spreadsheet or a Word document, put together as its target takes them."""
    if file.suffix in (".xls", ".et"):
        yield "sheets", b"\x03" + data
    if not zipfile.is_zipfile(file):
        return
    with zipfile.ZipFile(file) as package:
        try:
            parts = {name: package.read(name) for name in package.namelist()}
        except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
            return  # a package that is meant to be broken
    if any(name.startswith("word/") for name in parts):
        kinds = ("document", "styles", "numbering", "footnotes", "settings")
        yield "docx", b"\0".join(parts.get(f"word/{kind}.xml", b"") for kind in kinds)
    beside = [parts.get(f"xl/{kind}.xml", b"") for kind in ("styles", "sharedStrings")]
    for name, sheet in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            yield "sheets", b"\0" + b"\0".join([sheet, *beside])
        elif name == "content.xml":
            yield "sheets", b"\x01" + sheet


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "target" / "corpus"
    for file in sorted((ROOT / "fixtures").rglob("*")):
        if not file.is_file() or file.suffix in (".py", ".toml") or file.name.startswith("expected"):
            continue
        data = file.read_bytes()
        if data.startswith(b"%PDF-"):
            put(folder, "pdf", data)
            for content in contents(data):
                put(folder, "content", content)
        else:
            made = list(packages(file, data))
            for target, parts in made or [("html" if file.suffix in (".html", ".htm") else "text", data)]:
                put(folder, target, parts)
        put(folder, "parse", data)
    for file in [*ROOT.glob("*.md"), *(ROOT / "src").rglob("*.md"), *(ROOT / "fixtures").rglob("*.md")]:
        for block in re.findall(r"```\w*\n(.*?)```", file.read_text(encoding="utf-8"), re.S):
            put(folder, "text", block.encode())
    for toml in (ROOT / "fixtures").rglob("*.toml"):
        # Notations of sums, each as the one sum of a table.
        for text in re.findall(r'"((?:[^"\\]|\\.)+)"', toml.read_text(encoding="utf-8")):
            put(folder, "text", f"序号\t项目名称\t金额（万元）\n1\t甲\t{text}\n2\t乙\t5\n".encode())
    for path in ("/title/text", "/document_number/text", "/date/text", "/tables/0/rows/0/cells/3/text", "/recipients/0/text",
                 "/signatories/0/text", "/issuers/0/text"):
        for before, after in (("5", "7"), ("2023-04-11", "2024-05-12"), ("关于公布项目的通知", "关于公布的通知")):
            patch = [{"op": "test", "path": path, "value": before}, {"op": "replace", "path": path, "value": after}]
            put(folder, "corrections", json.dumps(patch, ensure_ascii=False).encode())
            put(folder, "corrections", json.dumps({"n.txt": patch}).encode())
    for target in sorted(folder.iterdir()):
        print(f"{target.name}: {len(list(target.iterdir()))} files")


if __name__ == "__main__":
    main()
