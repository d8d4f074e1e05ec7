"""Compare the seconds for a submission: stock nbgrader's execution, and the judge with its sandbox.

    python benchmarks/judge.py [ASSIGNMENT] [--submissions N] [--repeat 5] [--json FILE]

Each repetition grades N copies of the worked solution with `nbgrader autograde`, once with nbgrader's `Execute` and
once with the judge, and then a single copy in the same way. The time to start is included. Prints medians.
"""

import argparse
import json
import statistics

from grading_parts.classes import nbgrader_autograde

from gradschool.staff.course.layout import find_course
from gradschool.staff.grading.throwaway_course import ScratchCourse

JUDGE, STOCK = '"gradschool.staff.plugins.judge.Judge"', '"nbgrader.preprocessors.Execute"'


def seconds(course, name: str, count: int, judge: bool) -> float:
    """Return the seconds for each of `count` submissions in one run of nbgrader."""
    with ScratchCourse(course, [name]) as scratch:
        if not judge:
            scratch.course.config.write_text(scratch.course.config.read_text().replace(JUDGE, STOCK))
        scratch.generate(name)
        worked = course.source_notebook(name).read_bytes()
        for number in range(count):
            scratch.submit(name, f"student-{number:03}", worked)
        return nbgrader_autograde(scratch, name) / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assignment", nargs="?", default=None)
    parser.add_argument("--submissions", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json")
    options = parser.parse_args()
    course = find_course(__file__)
    names = course.assignments()
    fifth = [name for name in names if name.startswith("05")]
    name = course.assignment(options.assignment) if options.assignment else (fifth or names)[0]
    table = {}
    for count in (1, options.submissions):
        runs = {"stock": [], "judge": []}
        for _ in range(options.repeat):
            for kind, taken in runs.items():
                taken.append(seconds(course, name, count, kind == "judge"))
        table[count] = {kind: statistics.median(taken) for kind, taken in runs.items()}
    print(f"{name}: seconds per submission, median of {options.repeat}")
    print(f"{'submissions':>12} {'stock':>8} {'judge':>8} {'judge/stock':>12}")
    for count, row in table.items():
        print(f"{count:>12} {row['stock']:>8.2f} {row['judge']:>8.2f} {row['judge'] / row['stock']:>12.2f}")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"assignment": name, "repeat": options.repeat, "seconds": table}, file, indent=1)


if __name__ == "__main__":
    main()
