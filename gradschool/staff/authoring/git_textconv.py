"""Print a notebook as text for `git diff`: each cell's id, kind and source, without outputs and counts."""

import json
import sys


def main(path: str) -> None:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError):
        print(text)  # a broken notebook must still have a diff
        return
    for cell in cells:
        nbgrader = {k: v for k, v in cell["metadata"].get("nbgrader", {}).items() if v}
        notes = [cell["cell_type"], *cell["metadata"].get("tags", []), *(f"{k}={v}" for k, v in nbgrader.items())]
        print(f"# %% {cell.get('id', '')} [{', '.join(notes)}]")
        print("".join(cell["source"]), end="\n\n")


if __name__ == "__main__":
    main(sys.argv[1])
