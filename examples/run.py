"""Execute the notebooks: `python examples/run.py` runs each script in this folder and keeps its outputs beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def main() -> int:
    """Run all notebooks; fail at the first cell that fails."""
    for script in sorted(HERE.glob("[0-9]*.py")):
        notebook = jupytext.read(script)
        NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": HERE}}).execute()
        for number, cell in enumerate(notebook.cells):
            cell["id"] = f"cell-{number}"
            cell["metadata"].pop("execution", None)
        notebook.metadata.pop("language_info", None)
        nbformat.write(notebook, script.with_suffix(".ipynb"))
        print(f"{script.stem}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells")
    return 0


if __name__ == "__main__":
    sys.exit(main())
