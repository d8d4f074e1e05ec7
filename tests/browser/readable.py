"""Whether a text on the page can be read: all of it on the screen, in front, uncut and large enough."""

from playwright.sync_api import Locator

SMALLEST = 11  # CSS pixels

COMPLAINTS = """(element, smallest) => {
    const found = new Set();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let texts = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.textContent.trim()) continue;
        texts += 1;
        const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
        if (size < smallest) found.add(`letters of ${size} px`);
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            if (box.width < 1) continue;
            const said = `"${node.textContent.trim().slice(0, 40)}"`;
            const y = box.top + box.height / 2;
            for (const x of [box.left + 1, box.right - 1]) {
                const outside = x < 0 || y < 0 || x > innerWidth || y > innerHeight;
                if (outside) found.add(`off the screen: ${said}`);
                else if (!element.contains(document.elementFromPoint(x, y))) found.add(`covered or cut: ${said}`);
            }
        }
    }
    if (!texts) found.add("no text");
    return [...found];
}"""


BRING = """element => {
    element.scrollIntoView({block: "center", behavior: "instant"});
    return element.getBoundingClientRect().top;
}"""
LOOKS, STILL, BETWEEN = 400, 5, 30  # at most; in a row that find it at rest; milliseconds from one to the next


def bring(element: Locator) -> Locator:
    """Scroll `element` to the middle of what can be seen, wait until it rests there, and return it.

    A cell gets its height only when it comes near the screen, and then pushes what is below it. AssertionError if the
    element never rests.
    """
    still, top = 0, None
    for _ in range(LOOKS):
        now = element.evaluate(BRING)
        still, top = (still + 1, top) if now == top else (0, now)
        if still == STILL:
            return element
        element.page.wait_for_timeout(BETWEEN)
    raise AssertionError(f"{element} does not come to rest on the screen")


def complaints(text: Locator) -> list[str]:
    """What keeps somebody from reading `text`, which is scrolled to; empty if nothing does."""
    return bring(text).evaluate(COMPLAINTS, SMALLEST)
