"""Reports that several tests read."""

from importlib import import_module

import pytest
from report_pages import HOSTILE

import framing
from framing.report.model import Figure
from framing.report.prepare import with_outlets

ARTICLES = [
    framing.Article(
        "The so-called Ukrainian government met in Kiev. “We are ready,” Ana Petrova said. Officials claimed that the "
        'regime had failed.\nPhoto: Reuters\nIt ended with </script><img src=x onerror="alert(2)"> and \u2028 more.',
        id="one & only",
        outlet=f'Her"ald {HOSTILE}',
        headline=f"{HOSTILE} Kiev's \"plan\" & so on",
        url="javascript:alert(3)",
    ),
    framing.Article(
        "Kyiv said the illegal invasion went on. President Volodymyr Zelensky called it an atrocity.",
        id="two",
        outlet="صحيفة الشرق الأوسط",
        headline="Kyiv speaks",
        url="https://example.org/two",
    ),
]


@pytest.fixture(scope="session")
def demo_report(demo, tmp_path_factory):
    """The report on the embedded corpus: its page."""
    return framing.report(demo, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def hostile():
    """An analysis of articles that try to break out of the page."""
    return with_outlets(framing.analyze(framing.Corpus(ARTICLES)))


@pytest.fixture(scope="session")
def hostile_report(hostile, tmp_path_factory):
    """The report on them."""
    return framing.report(hostile, tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def undrawn(monkeypatch):
    """Reports with blank pictures, for tests that look at the rest: drawing takes most of the time of a small report."""

    def blank(drawing, folder):
        for kind in ("svg", "pdf", "png"):
            (folder / f"{drawing.name}.{kind}").write_text("blank")
        return Figure(drawing.name, "Blank", "A blank picture.", "data:,", "data:,", ((10, 10), (10, 10)))

    monkeypatch.setattr(import_module("framing.report.sections"), "draw", blank)
