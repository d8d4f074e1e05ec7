"""Compare the time of nbval in kernels forked from a warm process with its time in plain kernels.

    python benchmarks/kernels.py [NOTEBOOK ...] [--repeat 5] [--json FILE]

Each repetition runs nbval over the notebooks (default: some short ones), one after another, in plain kernels and then
in warm ones; the time to start is included. Prints the medians and the median ratio plain ÷ warm: of the time on the
clock, and of the processors' time, which depends less on what else the machine does.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time

from gradschool.staff.course.layout import find_course

SHORT = ("01", "03", "04", "05", "09")
PROVISIONERS = {"plain": "local-provisioner", "warm": "gradschool-warm"}


def processor_seconds() -> float:
    """Return the processor seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(notebooks: list[str], provisioner: str) -> dict[str, float]:
    """Return the seconds that nbval takes for `notebooks`; exit with its output if one of them fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    command += ["--nbval", "--nbval-current-env", *notebooks]
    started, used = time.perf_counter(), processor_seconds()
    environment = os.environ | {"JUPYTER_DEFAULT_PROVISIONER_NAME": provisioner}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True)
    taken = {"clock": time.perf_counter() - started, "processor": processor_seconds() - used}
    if finished.returncode:
        sys.exit(finished.stdout)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json")
    options = parser.parse_args()
    course = find_course(__file__)
    solutions = course.root / "solutions"
    short = [str(solutions / name / f"{name}.ipynb") for name in course.assignments() if name.startswith(SHORT)]
    notebooks = options.notebooks or short
    runs = {kind: [] for kind in PROVISIONERS}
    for _ in range(options.repeat):
        for kind, provisioner in PROVISIONERS.items():
            runs[kind].append(seconds(notebooks, provisioner))
    print(f"nbval on {len(notebooks)} notebooks, seconds, median of {options.repeat}")
    print(f"{'':>10} {'plain':>8} {'warm':>8} {'plain/warm':>12}")
    for measure in ("clock", "processor"):
        plain, warm = ([taken[measure] for taken in runs[kind]] for kind in PROVISIONERS)
        ratio = statistics.median(one / other for one, other in zip(plain, warm, strict=True))
        print(f"{measure:>10} {statistics.median(plain):>8.2f} {statistics.median(warm):>8.2f} {ratio:>12.2f}")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"notebooks": notebooks, "seconds": runs}, file, indent=1)


if __name__ == "__main__":
    main()
