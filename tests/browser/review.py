#!/usr/bin/env python3
"""Opens review pages in a real Chromium and uses them as a reviewer would; the standard library is enough.

usage: review.py PROGRAM [--shots FOLDER] [--picture FILE.png]

PROGRAM is the built `putuo-notice`. Needs `chromium` and `chromedriver`. Exit code 0: everything held; 1: what did not is
said; 77: no browser found. With --shots, pictures of every page are kept. With --picture, only README's picture is made.
"""
import argparse
import base64
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver, section 12
KEYS = {"enter": "\ue007", "down": "\ue015", "up": "\ue013", "left": "\ue012", "right": "\ue014", "escape": "\ue00c"}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
         "--hide-scrollbars", "--force-device-scale-factor=1"]


def found(*names):
    return next((p for p in map(shutil.which, names) if p), None)


class Browser:
    """A browser by WebDriver over HTTP."""

    def __init__(self, chromium, driver, folder):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        self.folder = folder
        self.process = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(150):
            try:
                self.call("GET", "/status", root=True)
                break
            except OSError:
                time.sleep(0.1)
        options = {"binary": chromium, "args": FLAGS + [f"--user-data-dir={folder}/profile"],
                   "prefs": {"download.default_directory": str(folder), "download.prompt_for_download": False}}
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "unhandledPromptBehavior": "accept",
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}}, root=True)
        self.session = answer["sessionId"]
        self.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def call(self, method, path, body=None, root=False):
        url = self.base + ("" if root else f"/session/{self.session}") + path
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def cdp(self, command, **params):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def js(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def find(self, selector):
        return self.call("POST", "/element", {"using": "css selector", "value": selector})

    def hover(self, selector):
        self.act([{"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": self.find(selector)}], "pointer")

    def keys(self, text):
        self.act([{"type": kind, "value": KEYS.get(text, text)} for kind in ("keyDown", "keyUp")], "key")

    def type(self, text):
        self.act([{"type": kind, "value": c} for c in text for kind in ("keyDown", "keyUp")], "key")

    def act(self, actions, kind):
        self.call("POST", "/actions", {"actions": [{"type": kind, "id": kind, "actions": actions}]})

    def logs(self, kind):
        return self.call("POST", "/se/log", {"type": kind})

    def size(self, width, height):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def shot(self, path):
        path.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))

    def open(self, path):
        """Opens a page and returns the seconds of work until it was drawn, whatever else the machine does meanwhile."""
        self.cdp("Performance.enable", timeDomain="threadTicks")
        self.call("POST", "/url", {"url": path.as_uri()})
        self.call("POST", "/execute/async", {"args": [], "script":
                  "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(1)));"})
        # What the page's own thread has had of the processor: it counts anew for each page.
        metrics = self.cdp("Performance.getMetrics")["metrics"]
        return next(m["value"] for m in metrics if m["name"] == "TaskDuration")

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.process.terminate()
            self.process.wait(10)


class Reviewer:
    def __init__(self, program, browser, folder, shots):
        self.program, self.browser, self.folder, self.shots = program, browser, folder, shots
        self.wrong = []

    def hold(self, what, holds, found=None):
        print(f"{'ok  ' if holds else 'FAIL'} {what}" + (f": {found}" if found is not None else ""))
        if not holds:
            self.wrong.append(what)

    def review(self, name, *inputs, lang="en"):
        page = self.folder / f"{name}.html"
        done = subprocess.run([self.program, "review", "-q", *map(str, inputs), "-o", str(page), "--lang", lang],
                              capture_output=True, text=True)
        self.hold(f"{name}: review writes a page", done.returncode in (0, 1), done.stderr.strip() or None)
        return page

    def lit(self, inside):
        return self.browser.js("return document.querySelectorAll(arguments[0] + ' .lit').length", inside)

    def picture(self, name):
        if not self.shots:
            return
        for lang in ("en", "zh"):
            self.browser.js("document.documentElement.lang = arguments[0]", lang)
            for width in (1440, 620):
                self.browser.size(width, 900)
                self.browser.shot(self.shots / f"{name}_{lang}_{width}.png")
        self.browser.size(1440, 900)
        self.browser.js("document.documentElement.lang = 'en'")

    def quiet(self, name):
        """Nothing in the console, nothing asked of the network."""
        console = [e["message"] for e in self.browser.logs("browser") if "favicon" not in e["message"]]
        self.hold(f"{name}: no console messages", not console, console or None)
        asked = []
        for entry in self.browser.logs("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = message["params"]["request"]["url"]
                if not url.startswith(("file:", "data:", "blob:", "about:", "chrome:")):
                    asked.append(url)
        self.hold(f"{name}: no requests", not asked, asked or None)

    def both_ways(self, name):
        """A row lights its cells on the page, and a cell on the page its row."""
        b = self.browser
        cell = b.js("""for (const td of document.querySelectorAll('.rows td.own')) {
            const on = document.querySelector(`.pages [data-cell="${td.dataset.cell}"], .pages [data-cells~="${td.dataset.cell}"]`);
            if (on && td.textContent.trim()) return td.dataset.cell; } return null""")
        self.hold(f"{name}: a cell is drawn on the page", cell is not None, cell)
        if cell is None:
            return
        scroll = "document.querySelector(arguments[0]).scrollIntoView({block: 'center'})"
        td, drawn = f'.rows td.own[data-cell="{cell}"]', f'.pages [data-cell="{cell}"], .pages [data-cells~="{cell}"]'
        b.js(scroll, td)
        b.hover(td)
        self.hold(f"{name}: hovering a row lights the page", self.lit(".pages") >= 1)
        b.hover("header .brand")
        b.js(scroll, drawn)
        b.hover(drawn)
        self.hold(f"{name}: hovering the page lights the row", self.lit(".rows") >= 1)

    def keyboard(self, name):
        b = self.browser
        b.js("document.querySelector('.rows tbody td').focus()")
        at = "const a = document.activeElement; return a.cellIndex + ',' + a.parentElement.rowIndex"
        before = b.js(at)
        b.keys("right")
        b.keys("down")
        x, y = map(int, before.split(","))
        rows = b.js("return document.querySelector('.rows tbody').rows.length")
        expected = f"{x + 1},{y + 1 if rows > 1 else y}"
        self.hold(f"{name}: arrow keys move", b.js(at) == expected, b.js(at))
        self.hold(f"{name}: the focused cell lights the page or is blank", self.lit(".pages") >= 1
                  or not b.js("return document.activeElement.textContent.trim()"))
        for _ in range(2):
            before = b.js("return document.documentElement.lang")
            b.keys("l")
            lang = "zh" if before == "en" else "en"
            shown = b.js("return ['en', 'zh'].filter(l => getComputedStyle(document.querySelector("
                         "`[data-do=next] .${l}`)).display !== 'none')")
            self.hold(f"{name}: l shows {lang} alone", shown == [lang], shown)
        if b.js("return document.querySelectorAll('li[data-finding]').length"):
            b.keys("n")
            self.hold(f"{name}: n goes to a finding", b.js("return document.activeElement.matches('li[data-finding]')"))

    def correct(self, name, source):
        """Types corrections, saves them, applies them, and sees that a patch for other values is refused."""
        b = self.browser
        owner = b.js("""const cells = [...document.querySelectorAll('.rows td.own')];
            const covered = td => document.querySelectorAll(`td[data-cell="${td.dataset.cell}"]`).length;
            const td = cells.find(td => covered(td) > 1) || cells.find(td => td.textContent.length > 1);
            td.focus(); return [td.dataset.path, covered(td)]""")
        b.keys("enter")
        b.type("某某单位")
        b.keys("escape")
        self.hold(f"{name}: Escape leaves the value", b.js("return document.querySelectorAll('.corrected').length") <= 1)
        b.keys("enter")
        b.type("区测试<b>局&")
        b.keys("enter")
        marked = b.js("return document.querySelectorAll('td.corrected').length")
        self.hold(f"{name}: the value and those carried from it are marked", marked == owner[1], marked)
        b.js("document.querySelector('h1').focus()")
        b.keys("enter")
        b.type("更正后的标题")
        b.keys("enter")
        saved = self.folder / f"{source.name}.corrections.json"
        saved.unlink(missing_ok=True)  # of the case before: inputs have the same name
        b.keys("s")
        for _ in range(50):
            if saved.exists() and saved.stat().st_size:
                break
            time.sleep(0.1)
        self.hold(f"{name}: corrections are saved", saved.exists(), saved.name)
        if not saved.exists():
            return
        command = [self.program, "convert", "-q", str(source), "--corrections", str(saved)]
        done = subprocess.run(command, capture_output=True, text=True)
        self.hold(f"{name}: convert applies them", done.returncode in (0, 1), done.stderr.strip() or None)
        if done.returncode not in (0, 1):
            return
        notice = json.loads(done.stdout)
        _, _, t, _, r, _, c, _ = owner[0].split("/")
        cell = notice["tables"][int(t)]["rows"][int(r)]["cells"][int(c)]
        self.hold(f"{name}: the corrected value is there and marked",
                  (cell["text"], cell["origin"], notice["title"]["text"]) == ("区测试<b>局&", "corrected", "更正后的标题"))
        self.hold(f"{name}: every correction is listed", len(notice["corrections"]) == owner[1] + 1)
        stale = self.folder / "stale.json"
        stale.write_text(saved.read_text().replace('"op": "test",\n  "path": "/title/text",\n  "value": "',
                                                   '"op": "test",\n  "path": "/title/text",\n  "value": "别的'))
        done = subprocess.run([*command[:-1], str(stale)], capture_output=True, text=True)
        self.hold(f"{name}: a patch for another value is refused", done.returncode == 2
                  and "do not fit this notice" in done.stderr)

    def paper(self, name):
        """Printed, everything is there: nothing scrolls."""
        b = self.browser
        b.size(700, 990)
        b.cdp("Emulation.setEmulatedMedia", media="print")
        cut = b.js("""return ['.pages', '.read', '.findings ol'].filter(s => { const e = document.querySelector(s);
            return getComputedStyle(e).overflowY !== 'visible' || e.scrollHeight > e.clientHeight + 1; })""")
        self.hold(f"{name}: nothing is cut on paper", not cut, cut or None)
        b.cdp("Emulation.setEmulatedMedia", media="")
        b.size(1440, 900)

    def doubts(self, name):
        """A finding leads to its value, which is marked in words too."""
        b = self.browser
        words = b.js("return [...document.querySelectorAll('td.doubt em.why .en')].map(e => e.textContent)")
        self.hold(f"{name}: doubtful cells say so", bool(words) and all(w.startswith("see finding ") for w in words), words[:2])
        b.js("document.querySelector('td.doubt').closest('table').scrollIntoView()")
        number = b.js("return document.querySelector('td.doubt').dataset.findings.split(' ')[0]")
        b.js("document.querySelector(`li[data-finding=\"${arguments[0]}\"]`).focus()", number)
        b.keys("enter")
        self.hold(f"{name}: Enter on a finding lights its value", self.lit(".rows") >= 1)

    def pictures(self):
        """Images are shown where they stand, and a scan instead of its text layer, which can still be pointed at."""
        source, b = FIXTURES / "review/pictures.pdf", self.browser
        page = self.review("pictures", source)
        self.limits("pictures", page, source)
        b.open(page)
        broken = b.call("POST", "/execute/async", {"args": [], "script": """const done = arguments[0];
            Promise.all([...document.querySelectorAll('.defs image')].map(async e => { const i = new Image();
                i.src = e.getAttribute('href'); await i.decode(); return i.naturalWidth; })).then(done, e => done(String(e)));"""})
        self.hold("pictures: every picture is sound", sorted(broken) == [4, 8, 64, 64, 120, 298], broken)
        boxes = b.js("""return [...document.querySelectorAll('.page use')].map(e => { const s = e.closest('figure svg[data-page]'),
            p = s.getBoundingClientRect(), r = e.getBoundingClientRect(), k = s.viewBox.baseVal.width / p.width;
            return [r.left - p.left, r.top - p.top, r.width, r.height].map(v => Math.round(v * k)); })""")
        expected = [[120, 212, 110, 110], [72, 382, 80, 80], [172, 382, 80, 80], [272, 382, 80, 80], [372, 382, 80, 80],
                    [72, 482, 80, 80], [0, 0, 595, 842]]
        self.hold("pictures: where they are printed", all(abs(x - y) <= 1 for f, e in zip(boxes, expected) for x, y in zip(f, e))
                  and len(boxes) == len(expected), boxes)
        hidden = b.js("return document.querySelectorAll('svg[data-page=\"2\"] > text:not([fill-opacity=\"0\"])').length")
        self.hold("pictures: a scan's text layer is not drawn over it", hidden == 0, hidden)
        if self.shots:
            b.shot(self.shots / "pictures.png")
            b.js("document.querySelectorAll('.page')[1].scrollIntoView()")
            b.shot(self.shots / "pictures_scan.png")
        self.quiet("pictures")

    def limits(self, name, page, source):
        allowed = max(5 * source.stat().st_size, 2_000_000)
        size = page.stat().st_size
        self.hold(f"{name}: the file is small enough", size <= allowed, f"{size} of {allowed} bytes")

    def case(self, name, source, lang="en", seconds=None, correct=True):
        page = self.review(name, source, lang=lang)
        self.limits(name, page, source)
        self.browser.size(1440, 900)
        took = self.browser.open(page)
        if seconds:
            self.hold(f"{name}: opens within {seconds} s of work", took <= seconds, f"{took:.2f} s")
        self.picture(name)
        self.both_ways(name)
        self.keyboard(name)
        if correct:
            self.correct(name, source)
        self.quiet(name)

    def fonts(self, name):
        """Text of fonts that are not in the file is drawn, where it was printed."""
        boxes = self.browser.js("""return [...document.querySelectorAll('.page svg > text')].map(t => {
            const b = t.getBBox(); return [t.textContent, b.width, Number(t.getAttribute('textLength') || 0)]; })""")
        self.hold(f"{name}: Chinese text is drawn", any("\u4e00" <= c <= "\u9fff" for t, *_ in boxes for c in t))
        wrong = [b for b in boxes if b[2] and abs(b[1] - b[2]) > 1]
        self.hold(f"{name}: text is as wide as printed", not wrong, wrong[:3] or None)

    def hostile(self):
        """Text of a notice cannot run, wherever it stands: file name, title, headers, cells, corrections."""
        evil = ["</script><script>window.hit=1</script>", "<img src=x onerror=window.hit=1>",
                "\"><svg onload=window.hit=1>", "javascript:window.hit=1", "' onfocus='window.hit=1", "]]><!--", "{{7*7}}"]
        folder = self.folder / "hostile"
        folder.mkdir()
        source = folder / "'\"><img src=x onerror=window.hit=1>.txt"
        source.write_text("关于公布" + "".join(evil) + "的通知\n\n序号\t购买主体\t" + evil[1] + "\t金额（万元）\n"
                          + "".join(f"{n}\t{e}\t{e}\t{e}\n" for n, e in enumerate(evil, 1)))
        page = self.review("hostile", source)
        self.browser.open(page)
        b = self.browser
        b.js("for (const e of document.querySelectorAll('[tabindex]')) e.focus()")
        self.keyboard("hostile")
        b.js("const td = document.querySelector('.rows td[data-path]'); td.focus()")
        b.keys("enter")
        b.type(evil[1])
        b.keys("enter")
        time.sleep(0.3)
        self.hold("hostile: nothing ran", b.js("return window.hit === undefined"))
        made = b.js("return document.querySelectorAll('img, .notice script, [onload], [onerror], [onfocus], a[href^=javascript]').length")
        self.hold("hostile: nothing became markup", made == 0, made)
        self.quiet("hostile")

    def several(self, sources):
        page = self.review("several", *sources)
        self.browser.open(page)
        self.hold("several: every notice has a section", self.browser.js(
            "return document.querySelectorAll('.notice').length") == len(sources))
        self.picture("several")
        self.quiet("several")

    def all(self):
        seed = FIXTURES / "seed/chromium/input.pdf"
        self.case("founding", seed)
        self.fonts("founding")
        self.paper("founding")
        self.case("chinese", FIXTURES / "seed/libreoffice/input.pdf", lang="zh")
        self.case("rotated", FIXTURES / "pdf/rotated/input.pdf")
        self.case("not_embedded", FIXTURES / "pdf/gbk/input.pdf")
        self.fonts("not_embedded")
        self.case("doubts", FIXTURES / "seed/three_rules/input.pdf")
        self.doubts("doubts")
        self.case("thousand", FIXTURES / "scale/rows_1000.pdf", seconds=2, correct=False)
        self.pictures()
        self.several([seed, FIXTURES / "seed/text/input.txt"])
        self.hostile()

    def readme(self, path):
        """README's picture: the founding notice, a carried purchaser under the pointer."""
        page = self.review("readme", FIXTURES / "seed/chromium/input.pdf")
        b = self.browser
        b.size(1280, 760)
        b.open(page)
        b.js("""const td = [...document.querySelectorAll('.rows td')].find(td => td.matches('.merged,.carried'));
            td.focus({preventScroll: true}); td.scrollIntoView({block: 'center'});
            document.querySelector('.pages .cell.lit').scrollIntoView({block: 'center'});""")
        time.sleep(0.5)  # colours fade in
        b.shot(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--shots", type=pathlib.Path)
    parser.add_argument("--picture", type=pathlib.Path)
    arguments = parser.parse_args()
    chromium, driver = found("chromium", "chromium-browser", "google-chrome"), found("chromedriver")
    if not chromium or not driver:
        print("skipped: chromium and chromedriver are needed (Debian: apt-get install chromium chromium-driver)")
        return 77
    if arguments.shots:
        arguments.shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        browser = Browser(chromium, driver, folder)
        reviewer = Reviewer(os.path.abspath(arguments.program), browser, folder, arguments.shots)
        try:
            if arguments.picture:
                reviewer.readme(arguments.picture)
            else:
                reviewer.all()
        finally:
            browser.close()
    print(f"{len(reviewer.wrong)} did not hold")
    return 1 if reviewer.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
