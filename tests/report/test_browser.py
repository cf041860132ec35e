"""The page in a browser: filters, sorting, evidence, layers, and no request that leaves the page."""

import os
import re
import shutil
import time
from importlib import import_module
from pathlib import Path

import pytest

import framing
from framing.report.index import index_of
from framing.report.model import Query

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = os.environ.get("AXE", "")

sync_api = pytest.importorskip("playwright.sync_api", reason='needs playwright: pip install "framing[browser]"')
pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs Chromium on the path (apt-get install chromium)")


def eventually(holds, seconds=10):
    """Wait until something holds. (The page forbids the eval with which playwright would wait inside it.)"""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield started
        started.close()


class Opened:
    """A page in the browser with all that went wrong on it."""

    def __init__(self, browser, file, **options):
        self.page = browser.new_page(**options)
        self.problems, self.requests, self.dialogs = [], [], []
        self.page.on("console", lambda message: self.problems.append(message.text))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.page.goto(Path(file).resolve().as_uri())
        self.page.wait_for_selector("#list tbody tr")

    def close(self):
        self.page.close()
        assert self.problems == []
        assert self.dialogs == []
        assert [each for each in self.requests if not each.startswith(("file:", "data:", "blob:"))] == []


@pytest.fixture
def desk(browser, demo_report):
    opened = Opened(browser, demo_report, viewport={"width": 1280, "height": 900})
    yield opened.page
    opened.close()


@pytest.fixture
def phone(browser, demo_report):
    opened = Opened(browser, demo_report, viewport={"width": 360, "height": 740})
    yield opened.page
    opened.close()


def shown(page, sheet):
    """Return the visible rows of a table as lists of texts."""
    rows = page.locator(f"#s-{sheet} tbody tr:visible")
    return rows.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))")


def test_the_outlet_filter_leaves_rows_of_one_outlet(desk):
    desk.select_option("#filters select[name=outlet]", "Daily Spark")
    for sheet in ("loaded_terms_by_outlet", "attribution_by_outlet"):
        assert [row[0] for row in shown(desk, sheet)] == ["Daily Spark"]
    assert {row[1] for row in shown(desk, "loaded_terms")} == {"Daily Spark"}
    assert {row[1] for row in desk.locator("#list tbody tr").evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.innerText))")} == {"Daily Spark"}
    desk.click("#filters button[type=reset]")
    eventually(lambda: desk.locator("#s-attribution_by_outlet tbody tr:not([hidden])").count() == 5)


def test_the_voice_filter_shows_the_numbers_of_that_voice(desk, demo):
    for voice in ("direct", "all"):
        desk.select_option("#filters select[name=voice]", voice)
        by = demo.by("outlet", voice=voice, measures=["loaded_rate"]).set_index("outlet")["count"]
        assert {row[0]: int(row[4]) for row in shown(desk, "loaded_terms_by_outlet")} == by.astype(int).to_dict()
    assert desk.locator(".warning:visible").count() == 2


def test_side_and_actor_filters(desk):
    desk.select_option("#filters select[name=side]", "B")
    assert {row[5] for row in shown(desk, "loaded_terms")} == {"B"}
    desk.select_option("#filters select[name=side]", "")
    desk.select_option("#filters select[name=actor]", label="Volodymyr Zelensky")
    assert {row[0] for row in shown(desk, "actors")} == {"Volodymyr Zelensky"}


def test_a_heading_sorts_its_column_both_ways(desk):
    heading = desk.locator("#s-attribution_by_outlet thead th").nth(2)
    for direction in ("descending", "ascending"):
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == direction
        counts = [int(row[2]) for row in shown(desk, "attribution_by_outlet")]
        assert counts == sorted(counts, reverse=direction == "descending")


def test_long_tables_open(desk):
    assert len(shown(desk, "speakers")) == 10
    button = desk.locator("#s-speakers .more")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert len(shown(desk, "speakers")) > 100


def test_a_number_opens_its_sentences_with_the_keyboard(desk, demo):
    opener = desk.locator("#s-loaded_terms_by_outlet tbody tr:visible", has_text="Eastern Banner").locator(".open")
    count = int(opener.inner_text())
    opener.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector("ol.evidence li")
    assert desk.locator("#evidence-count").inner_text().startswith(f"{count} places")
    while desk.locator(".further:visible").count():
        before = desk.locator("ol.evidence li").count()
        desk.click(".further")
        eventually(lambda before=before: desk.locator("ol.evidence li").count() > before)
    hits = desk.locator("ol.evidence li mark").all_inner_texts()
    where = Query("terms", {"outlet": "Eastern Banner", "loaded": 1, "voice": "outlet"}, "")
    index = index_of(demo, "terms")
    assert hits == demo.terms["text"].iloc[index.order][index.find(where)].tolist()
    sentences = desk.locator("ol.evidence blockquote").all_inner_texts()
    assert all(hit in sentence for hit, sentence in zip(hits, sentences, strict=True))
    desk.keyboard.press("Escape")
    assert desk.locator("#evidence").get_attribute("open") is None


def test_the_panel_narrows_what_it_shows(desk):
    desk.locator("#articles .open", has_text="mentions").click()
    desk.wait_for_selector("ol.evidence li")
    whole = desk.locator("#evidence-count").inner_text()
    desk.select_option("#evidence select[name=actor]", label="Vladimir Putin")
    eventually(lambda: desk.locator("#evidence-count").inner_text() != whole)
    desk.wait_for_selector("ol.evidence li")
    assert all("Vladimir Putin" in each for each in desk.locator("ol.evidence .facts").all_inner_texts())


def test_a_bar_of_a_chart_opens_its_sentences(desk):
    zone = desk.locator("#f-loaded_rate .plot.wide .zones button").nth(1)
    zone.click()
    desk.wait_for_selector("ol.evidence li")
    assert desk.locator("#evidence-title").inner_text() == zone.get_attribute("title")
    assert {each.split(" · ")[0] for each in desk.locator("ol.evidence .source").all_inner_texts()} == {"Daily Spark"}


def test_every_article_opens_with_all_its_layers(desk, demo):
    for number, article in enumerate(demo.corpus):
        desk.evaluate(f"location.hash = '#article-{number}'")
        eventually(lambda title=article.headline: desk.title() == title)
        assert desk.locator("#article [data-text=body]").evaluate("body => body.textContent") == article.text
        assert desk.locator("#article h1").evaluate("heading => heading.textContent") == article.headline


def test_layers_switch(desk):
    desk.evaluate("location.hash = '#article-1'")
    desk.wait_for_selector("#article [data-text=body] .m1")
    ground = "node => getComputedStyle(node).backgroundColor"
    quoted = desk.locator("#article [data-text=body] .m1").first
    coloured = quoted.evaluate(ground)
    desk.uncheck("#article input[name=voice]")
    assert quoted.evaluate(ground) != coloured
    term = desk.locator("#article [data-text=body] .t").first
    line = "node => getComputedStyle(node).textDecorationStyle"
    assert term.evaluate(line) == "wavy"
    desk.uncheck("#article input[name=terms]")
    assert term.evaluate(line) != "wavy"


def test_evidence_leads_to_its_place_and_back(desk):
    desk.locator("#s-cues .open").first.click()
    desk.click("ol.evidence li .source a >> nth=3")
    target = desk.wait_for_selector("#article .target")
    assert target.is_visible()
    target.evaluate("node => { node.blur(); node.focus(); }")
    assert desk.locator("#tip").is_visible()
    desk.go_back()
    desk.wait_for_selector("#report:not([hidden])")
    assert desk.locator("#article").is_hidden()


def test_a_phone_shows_everything_in_its_width(phone):
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    assert phone.locator(".plot.narrow:visible").count() == phone.locator("figure").count()
    assert phone.locator(".plot.wide:visible").count() == 0
    loaded = "images => images.every(image => image.naturalWidth > 0)"
    eventually(lambda: phone.locator("img[data-narrow]").evaluate_all(loaded))
    phone.locator("#s-attribution_by_outlet .open").first.click()
    phone.wait_for_selector("ol.evidence li")
    assert phone.evaluate("document.querySelector('#evidence').scrollWidth") <= 360


def test_hostile_articles_do_nothing(browser, hostile_report):
    opened = Opened(browser, hostile_report)
    opened.page.locator("#s-loaded_terms_by_outlet .open").first.click()
    opened.page.wait_for_selector("ol.evidence li")
    opened.page.keyboard.press("Escape")
    opened.page.evaluate("location.hash = '#article-0'")
    opened.page.wait_for_selector("#article h1")
    assert "</script><img" in opened.page.locator("#article [data-text=body]").inner_text()
    assert opened.page.locator("#article img, #article script").count() == 0
    opened.close()


def test_articles_beside_the_page_are_read_from_disk(browser, hostile, tmp_path, monkeypatch, undrawn):
    for module, name, value in (("build", "LARGEST", 0), ("pages", "ARTICLES_A_PAGE", 1), ("html", "ARTICLES_A_PAGE", 1)):
        monkeypatch.setattr(import_module(f"framing.report.{module}"), name, value)
    opened = Opened(browser, framing.report(hostile, tmp_path))
    opened.page.locator("#articles .open", has_text="terms").click()
    opened.page.wait_for_selector("ol.evidence li")
    assert opened.page.locator("ol.evidence li mark").all_inner_texts() == hostile.terms["text"].tolist()
    opened.close()


def test_the_page_prints(desk, tmp_path):
    printed = desk.pdf(path=tmp_path / "report.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 4


FAINT = """() => {
  const rgb = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const light = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const bright = (c) => { const [r, g, b] = light(c); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (node) => {
    for (let each = node; each; each = each.parentElement) { const found = rgb(getComputedStyle(each).backgroundColor); if (found[3] > 0.99) return found; }
    return rgb(getComputedStyle(document.documentElement).backgroundColor);
  };
  const faint = [];
  for (const node of document.querySelectorAll("main *, dialog[open] *, nav *, header *")) {
    const own = [...node.childNodes].some((each) => each.nodeType === 3 && each.textContent.trim());
    if (!own || !node.getClientRects().length || node.closest(".hidden, select, .strip")) continue;
    const style = getComputedStyle(node);
    const [a, b] = [bright(rgb(style.color)), bright(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push([node.tagName, node.className, node.textContent.trim().slice(0, 40), Math.round(100 * ratio) / 100]);
  }
  return faint.slice(0, 5);
}"""
UNNAMED = """() => [...document.querySelectorAll("button, a[href], select, input, [role=region], dialog, img")]
  .filter((node) => node.getClientRects().length && !node.closest("[aria-hidden=true]"))
  .filter((node) => !(node.textContent.trim() || node.getAttribute("aria-label") || node.getAttribute("aria-labelledby") || node.alt
    || (node.labels && node.labels.length)))
  .map((node) => node.outerHTML.slice(0, 120))"""


def steps(page):
    """Yield the names of the views of a page, each while it is open: the report, evidence, an article."""
    yield "report"
    page.locator("#s-cues .open").first.click()
    page.wait_for_selector("ol.evidence li")
    yield "evidence"
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#article-1'")
    page.wait_for_selector("#article h1")
    yield "article"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_type_stands_out_and_controls_have_names(browser, demo_report, scheme):
    """What axe-core finds most often, for machines that do not have it: faint type (WCAG 1.4.3), controls without a name (4.1.2)."""
    opened = Opened(browser, demo_report, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = opened.page
    for step in steps(page):
        assert page.evaluate(FAINT) == [], step
        assert page.evaluate(UNNAMED) == [], step
    opened.close()


@pytest.mark.skipif(not Path(AXE).is_file(), reason="needs axe-core: AXE=path/to/axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_of_axe(browser, demo_report, scheme):
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)
    page.goto(demo_report.as_uri())
    page.wait_for_selector("#list tbody tr")
    page.add_script_tag(path=AXE)
    for step in steps(page):
        found = page.evaluate("axe.run()")["violations"]
        serious = [(each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in ("serious", "critical")]
        assert serious == [], step
    page.close()
