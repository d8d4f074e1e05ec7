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


# Cells get their height only when they come near the screen, and push what is below them: scroll until it stays.
BRING = """async element => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let still = 0, top = null; still < 6; ) {
        element.scrollIntoView({block: "center", behavior: "instant"});
        await frame();
        const now = element.getBoundingClientRect().top;
        still = now === top ? still + 1 : 0;
        top = now;
    }
}"""


def bring(element: Locator) -> Locator:
    """Scroll `element` to the middle of what can be seen, wait until it rests there, and return it."""
    element.evaluate(BRING)
    return element


def complaints(text: Locator) -> list[str]:
    """What keeps somebody from reading `text`, which is scrolled to; empty if nothing does."""
    return bring(text).evaluate(COMPLAINTS, SMALLEST)
