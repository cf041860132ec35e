"""What the documentation says is true: its Python runs, and every measure has its place."""

import re
from pathlib import Path

import pytest

import framing
from framing.cli import main

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^(<!-- not run: .*? -->\n+)?```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
TOML = re.compile(r"^`(\S+\.toml)`:\n\n```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = ["quickstart.md", "cookbook.md", "contributing.md", "measures_readability.md", "measures_attribution.md", "measures_comparison.md", "cite.md"]


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """A folder as a reader of the documentation has it: articles, a frame, a lexicon."""
    monkeypatch.chdir(tmp_path)
    corpus = framing.demo_corpus().filter(event="grain-deal")
    folder = tmp_path / "articles"
    folder.mkdir()
    frame = corpus.to_frame()
    frame.to_csv(folder / "articles.csv", index=False)
    name, lexicon = TOML.findall((DOCS / "contributing.md").read_text(encoding="utf-8"))[0]
    for path in (tmp_path / name, tmp_path / "my_terms.toml"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(lexicon.replace('id = "harbour"', f'id = "{path.stem}"', 1), encoding="utf-8")
    return {"framing": framing, "corpus": corpus, "frame": frame.assign(story=frame["text"], desk="foreign").drop(columns="text")}


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_a_page_runs(page, beside):
    blocks = BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    assert blocks
    for left_out, code in blocks:
        if not left_out:
            exec(compile(code, page, "exec"), beside)


def test_the_lexicon_of_the_contributing_guide_has_no_errors(beside, capsys):
    assert main(["lexicon", "check", "lexicons/harbour.toml"]) == 0
    assert "0 errors" in capsys.readouterr().out


def test_every_measure_has_its_page(demo):
    pages = {each.name: each.read_text(encoding="utf-8") for each in DOCS.glob("measures_*.md")}
    for measure in demo.measures:
        assert [name for name, text in pages.items() if f"`{measure.name}`" in text], f"{measure.name} stands on no page of docs/measures_*.md"


def test_every_page_of_measures_says_when_it_misleads():
    for each in DOCS.glob("measures_*.md"):
        assert re.search(r"mislead|gets wrong|What it does not", each.read_text(encoding="utf-8")), each.name


def test_every_chart_stands_in_the_gallery():
    gallery = (DOCS / "gallery.md").read_text(encoding="utf-8")
    for name in set(framing.charts.__all__) - {"caption", "save", "size", "style"}:
        assert re.search(rf"charts\.{name}\(", gallery), name


def test_links_between_pages_lead_somewhere():
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+\.md)", page.read_text(encoding="utf-8")):
            assert (DOCS / target).is_file(), f"{page.name}: {target}"
