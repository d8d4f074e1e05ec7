"""Compare `gradschool grade` with stock `nbgrader autograde` on a class, and measure what a submission costs.

    python benchmarks/grading.py [PART …] [--submissions 60] [--repeat 3] [--many 2000] [--simulated 20000] [--json F]

Parts (default: all): wall, overhead, start, startup, memory, many, dask, simulated. Both sides of a comparison are
measured in the same run on the same machine. Prints medians, and beside each the goal.
"""

import argparse
import json
import os
from pathlib import Path

from grading_parts.classes import names
from grading_parts.cluster import dask, simulated
from grading_parts.cost import overhead, start, startup, wall
from grading_parts.size import many, memory

PARTS = {part.__name__: part for part in (wall, overhead, start, startup, memory, many, dask, simulated)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--submissions", type=int, default=60)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--many", type=int, default=2000)
    parser.add_argument("--simulated", type=int, default=20_000)
    parser.add_argument("--json")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    print(f"{os.cpu_count()} cores, {options.submissions} submissions of {' and '.join(names())}")
    table = {}
    for part in options.parts or PARTS:
        for row, (value, wanted) in PARTS[part](options).items():
            table[row] = {"value": value, "wanted": wanted}
            print(f"{row:<58} {value:>9.3f}  {wanted}", flush=True)
    if options.json:
        Path(options.json).write_text(json.dumps(table, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
