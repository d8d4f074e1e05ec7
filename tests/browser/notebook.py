"""A notebook in JupyterLab, used as a person uses it: through menus, clicks and keys."""

import re
from itertools import count
from pathlib import PurePosixPath

import nbformat
from playwright.sync_api import Locator, Page, expect

from .lab import Lab

TO_LOAD, TO_RUN = 90_000, 120_000  # milliseconds: two cores that others use too
NOT_RUN = re.compile(r"\[[ *]\]:")
ERROR = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']"
START = "notebooks/00_start_here.ipynb"
FRESH = count()


def menu(page: Page, *names: str) -> None:
    """Choose from the menu bar: menu("Run", "Run All Cells")."""
    page.get_by_role("menuitem", name=names[0], exact=True).click()
    for name in names[1:]:
        page.locator(".lm-Menu-item", has_text=re.compile(rf"^{re.escape(name)}")).first.click()


class Notebook:
    """The notebook that is open in front, whose cells are named by the ids in its file."""

    def __init__(self, page: Page, lab: Lab, path: str):
        self.page, self.path = page, path
        self.cells = nbformat.read(lab.course / path, as_version=4).cells
        self.panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        self.status = self.panel.locator(".jp-Notebook-ExecutionIndicator")

    @classmethod
    def open(cls, page: Page, lab: Lab, path: str = START) -> "Notebook":
        """Load JupyterLab with one notebook open, by default that of `make lab`, and nothing restored from before."""
        page.goto(f"{lab.url}/lab/workspaces/w{next(FRESH)}/tree/{path}?token={lab.token}")
        return cls(page, lab, path).ready()

    def ready(self) -> "Notebook":
        """Wait until all its cells are on the page and its kernel has nothing to do."""
        tab = self.page.locator(".lm-TabBar-tab.lm-mod-current", has_text=PurePosixPath(self.path).name)
        expect(tab.first).to_be_visible()
        expect(self.panel.locator(".jp-Cell")).to_have_count(len(self.cells))
        self.idle()
        return self

    def idle(self) -> None:
        expect(self.status).to_have_attribute("data-status", "idle", timeout=TO_RUN)

    def cell(self, cell_id: str) -> Locator:
        [index] = [index for index, cell in enumerate(self.cells) if cell.id == cell_id]
        return self.panel.locator(f".jp-Cell[data-windowed-list-index='{index}']")

    def outputs(self, cell_id: str) -> Locator:
        return self.cell(cell_id).locator(".jp-OutputArea-output")

    def errors(self) -> Locator:
        """Everything on stderr or raised, anywhere in the notebook."""
        return self.panel.locator(ERROR)

    def run_all(self) -> None:
        """Clear all outputs and run all cells; return when every cell has run, or one has stopped the rest."""
        menu(self.page, "Edit", "Clear Outputs of All Cells")
        prompts = self.panel.locator(".jp-CodeCell .jp-InputPrompt", has_text=re.compile(r"\[\d+\]"))
        expect(prompts).to_have_count(0)
        menu(self.page, "Run", "Run All Cells")
        code_cells = sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in self.cells)
        expect(prompts).to_have_count(code_cells, timeout=TO_RUN)
        self.idle()

    def select(self, cell_id: str) -> None:
        """Select a cell, as a click beside it does."""
        self.cell(cell_id).locator(".jp-InputPrompt").click()

    def write(self, cell_id: str, code: str) -> None:
        """Replace what stands in a cell by `code`."""
        self.cell(cell_id).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(code)

    def run(self, *cell_ids: str) -> None:
        """Run cells one by one with Shift+Enter; return when the last one has run."""
        for cell_id in cell_ids:
            prompt = self.cell(cell_id).locator(".jp-InputPrompt")
            before = prompt.inner_text()
            self.select(cell_id)
            self.page.keyboard.press("Shift+Enter")
            expect(prompt).not_to_have_text(before)
            expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=TO_RUN)
        self.idle()

    def run_through(self, cell_id: str) -> None:
        """Run all cells above one, then that one."""
        self.select(cell_id)
        menu(self.page, "Run", "Run All Above Selected Cell")
        self.run(cell_id)
