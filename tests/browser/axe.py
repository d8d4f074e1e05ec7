"""axe-core on a page: what it finds wrong that keeps somebody out."""

from collections.abc import Iterable, Mapping

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

BAD = ("serious", "critical")


def violations(page: Page, within: str, but: Iterable[str] = (), off: Mapping[str, str] | None = None) -> list[str]:
    """The serious and critical violations inside `within`, one line for each element.

    within, but: CSS selectors of what is looked at, and of the parts of it that are not ours.
    off: from a rule's id to the reason why it is not asked.
    """
    context = {"include": [[within]], "exclude": [[selector] for selector in but]}
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in off or {}}}
    found = Axe().run(page, context, options).response["violations"]
    return [
        f"{violation['impact']}: {violation['id']}: {node['html'][:300]}"
        for violation in found
        if violation["impact"] in BAD
        for node in violation["nodes"]
    ]
