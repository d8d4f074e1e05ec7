"""nbgrader's own pages in JupyterLab: the instructor's formgrader and the student's Assignment List."""

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

from .notebook import TO_RUN, menu


class Formgrader:
    """The formgrader, in a tab of JupyterLab."""

    def __init__(self, page: Page):
        menu(page, "Nbgrader", "Formgrader")
        expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text="Formgrader")).to_be_visible()
        self.frame: FrameLocator = page.locator("iframe:visible").content_frame

    def row(self, text: str) -> Locator:
        """The row of the page's table that shows `text` as one cell."""
        cell = self.frame.locator("td", has_text=re.compile(rf"^\s*{re.escape(text)}\s*$"))
        return self.frame.locator("#main-table tr", has=cell)

    def press(self, text: str, column: str) -> Locator:
        """Press the button of a row ("assign", "release", "collect", "autograde" …); return the dialog that answers."""
        self.row(text).locator(f".{column} a").click()
        dialog = self.frame.locator("#success-modal, #error-modal")
        expect(dialog).to_be_visible(timeout=TO_RUN)
        expect(dialog).to_have_css("opacity", "1")
        return dialog

    def close(self, dialog: Locator) -> None:
        dialog.get_by_role("button", name="OK").click()
        expect(dialog).to_have_count(0)

    def do(self, text: str, column: str, said: str) -> None:
        """Press a button whose dialog must say `said`, and close it."""
        dialog = self.press(text, column)
        expect(dialog).to_contain_text(said)
        self.close(dialog)

    def go(self, *links: str) -> None:
        """Follow links, by their texts."""
        for link in links:
            self.frame.get_by_role("link", name=link, exact=True).first.click()


class AssignmentList:
    """The Assignment List, in a tab of JupyterLab."""

    def __init__(self, page: Page):
        menu(page, "Nbgrader", "Assignment List")
        self.page = page
        self.refresh = page.locator("#refresh_assignments_list:visible")

    def row(self, status: str, name: str) -> Locator:
        """The row of an assignment among the "released", "fetched" (downloaded) or "submitted" ones."""
        return self.page.locator(f"#{status}_assignments_list > .list_item", has_text=name)

    def press(self, status: str, name: str, button: str) -> None:
        self.row(status, name).get_by_role("button", name=button, exact=True).first.click()
