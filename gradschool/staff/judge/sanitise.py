"""Make text and outputs of the student side safe to show: no control characters, no escapes, no active HTML."""

import base64
import binascii
import re
from typing import Any

import bleach  # type: ignore[import-untyped]

# An output of a cell, as a notebook holds it
Output = dict[str, Any]
# ANSI escapes, also cut off or in their 8-bit form
ANSI = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\^_]?")
# All but tab and newline; also the characters that reverse the direction of writing, and unpaired surrogates
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
HTML_NAMES = (
    "a|abbr|address|area|article|aside|audio|b|base|bdi|bdo|blockquote|body|br|button|canvas|caption|center|cite|code|"
    "col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|"
    "form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|image|img|input|ins|kbd|label|legend|li|link|main|"
    "map|mark|marquee|math|menu|meta|meter|nav|noembed|noframes|noscript|object|ol|optgroup|option|output|p|param|"
    "picture|plaintext|portal|pre|progress|q|rp|rt|ruby|s|samp|script|search|section|select|slot|small|source|span|"
    "strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|"
    "ul|var|video|wbr|xmp"
)
TAG = re.compile(rf"<(?=/?(?:{HTML_NAMES})\b|[!?])", re.IGNORECASE)
# A character that looks like "<" and begins no tag
LOOKS_LIKE_LESS_THAN = "\u2039"
# What tables of data frames and simple text use. Without attributes nothing of it loads or runs anything.
HARMLESS = ("table", "thead", "tbody", "tr", "th", "td", "b", "i", "em", "strong", "code", "pre", "p", "br", "div")
# By type, the bytes with which such a file begins
PICTURES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff"}
MOST_OUTPUTS = 1000
TRUNCATED = "\n[the rest of this output is not kept]\n"


def clean_text(text: object) -> str:
    """Return `text` as it may be logged, shown and put in a page; "" for anything that is not text."""
    if type(text) is not str:
        return ""
    text = ANSI.sub("", text.replace("\r\n", "\n"))
    if "\r" in text:
        # A progress bar writes over its own line: keep what it wrote last.
        text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return TAG.sub(LOOKS_LIKE_LESS_THAN, CONTROL.sub("", text))


def clean_outputs(outputs: object, limit: int) -> list[Output]:
    """Return what the student side sent as outputs, as a notebook may hold it: known kinds, at most `limit` long.

    Anything that is not an output is left out; the first one that is too long ends the list.
    """
    kept: list[Output] = []
    left = limit
    for output in outputs[:MOST_OUTPUTS] if type(outputs) is list else []:
        made = _clean_output(output) if type(output) is dict else None
        if made is None:
            continue
        size = _size(made)
        if size > left:
            if made["output_type"] == "stream":
                kept.append(made | {"text": made["text"][: max(left, 0)] + TRUNCATED})
            break
        left -= size
        kept.append(made)
    return kept


def _clean_output(output: Output) -> Output | None:
    kind = output.get("output_type")
    if kind == "stream":
        # nbgrader takes the points for anything on stderr, so both streams become stdout.
        return {"output_type": "stream", "name": "stdout", "text": clean_text(output.get("text"))}
    if kind == "error":
        lines = output.get("traceback")
        lines = [clean_text(line) for line in lines] if type(lines) is list else []
        name, value = clean_text(output.get("ename"))[:200], clean_text(output.get("evalue"))
        return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}
    if kind not in ("display_data", "execute_result") or type(output.get("data")) is not dict:
        return None
    data = _clean_data(output["data"])
    made: Output = {"output_type": kind, "data": data, "metadata": _clean_metadata(output.get("metadata"), data)}
    if kind == "execute_result":
        count = output.get("execution_count")
        made["execution_count"] = count if type(count) is int and 0 <= count < 10**6 else None
    return made


def _clean_data(data: dict[str, Any]) -> dict[str, str]:
    kept: dict[str, str] = {}
    if type(data.get("text/plain")) is str:
        kept["text/plain"] = clean_text(data["text/plain"])
    if type(data.get("text/html")) is str:
        text = CONTROL.sub("", data["text/html"])
        without_scripts = re.sub(r"<(script|style)\b.*?(</\1\s*>|$)", "", text, flags=re.IGNORECASE | re.DOTALL)
        kept["text/html"] = bleach.clean(without_scripts, tags=HARMLESS, attributes={}, strip=True)
    for kind, beginning in PICTURES.items():
        if type(data.get(kind)) is str and _is_picture(data[kind], beginning):
            kept[kind] = data[kind]
    return kept


def _is_picture(text: str, beginning: bytes) -> bool:
    try:
        return base64.b64decode(text.replace("\n", ""), validate=True).startswith(beginning)
    except (binascii.Error, ValueError):
        return False


def _clean_metadata(metadata: object, data: dict[str, str]) -> dict[str, dict[str, str]]:
    """Keep the alternative text of pictures, and nothing else."""
    metadata = metadata if type(metadata) is dict else {}
    kept = {}
    for kind in PICTURES.keys() & data.keys():
        told = metadata.get(kind)
        if type(told) is dict and type(told.get("alt")) is str:
            kept[kind] = {"alt": clean_text(told["alt"])[:1000]}
    return kept


def _size(output: Output) -> int:
    texts: list[str] = [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", [])]
    return sum(map(len, [*texts, *output.get("data", {}).values()]))
