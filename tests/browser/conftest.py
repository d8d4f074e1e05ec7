"""One browser for all tests here, and JupyterLab in throw-away copies of the course."""

import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from .lab import Lab, copy_course
from .notebook import TO_LOAD

SHOTS = Path(__file__).parent / "shots"
VIEWPORT = {"width": 1280, "height": 800}
# No name resolves: what a page asks of another machine fails at once.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def pytest_sessionstart():
    """Whoever ends the tests ends the servers too: without this, SIGTERM leaves no time for it."""
    signal.signal(signal.SIGTERM, lambda *_: pytest.exit("terminated", returncode=143))


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing; on Debian and Ubuntu: sudo apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        expect.set_options(timeout=TO_LOAD)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, request) -> Iterator[Page]:
    """A page of a user who has never been here; its last state is kept as a picture, whatever happens."""
    context = browser.new_context(viewport=VIEWPORT)
    context.set_default_timeout(TO_LOAD)
    page = context.new_page()
    yield page
    page.screenshot(path=_path(request, "last"))
    context.close()


@pytest.fixture
def shot(page: Page, request) -> Callable[[str], None]:
    """Take a picture of what is on the screen: shot("what it shows")."""
    taken = []

    def take(what: str) -> None:
        taken.append(what)
        page.screenshot(path=_path(request, f"{len(taken)}-{what}"))

    return take


def _path(request, what: str) -> Path:
    name = f"{request.node.name.removeprefix('test_')}-{what}"
    return SHOTS / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.png"


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def student(home, tmp_path_factory) -> Iterator[Lab]:
    """JupyterLab of somebody who learns: all is released, nothing is done yet."""
    with Lab(copy_course(tmp_path_factory.mktemp("student") / "course"), home) as lab:
        yield lab
