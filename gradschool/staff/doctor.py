"""Is this machine ready for the course? One finding for each thing that must work, with its remedy."""

import importlib
import importlib.metadata
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gradschool.staff.course.layout import find_course
from gradschool.staff.course.trouble import CourseError
from gradschool.staff.sandbox import box

OK, NOTE, BAD = "ok", "note", "bad"
INSTALL = "run: pip install -r requirements.txt"
# What a student may do without, if notebooks are opened with another program
LAB = "jupyterlab"
STUDENTS = ("torch", "matplotlib", LAB)
OLDEST = {"torch": (2, 13), "nbgrader": (0, 9, 6), "jupyterlab": (4,), "matplotlib": (3, 10)}


@dataclass(frozen=True)
class Finding:
    """One line of the report: `level` is ok, note (works, but know this) or bad (`remedy` says what to do)."""

    level: str
    text: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Look at Python, packages, the kernel, alembic, the course folder, the exchange, the sandbox and the device."""
    packages = [package(name) for name in OLDEST]
    return [python(), *packages, kernel(), alembic(), *course(), *walls(), device()]


def examine_for_student() -> list[Finding]:
    """Look only at what a student needs: Python, packages, the kernel, the assignments, work/ and the device."""
    return [python(), *(students_package(name) for name in STUDENTS), kernel(), *assignments(), device()]


def python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> Finding:
    """Whether this Python is new enough."""
    text = f"Python {'.'.join(map(str, version))} in {sys.prefix}"
    if version < (3, 11):
        return Finding(BAD, text, "install Python 3.11 or newer and make the environment again")
    return Finding(OK, text)


def package(name: str, oldest: tuple[int, ...] | None = None, remedy: str = INSTALL) -> Finding:
    """Whether a package is installed, importable and new enough: as new as `oldest`, by default as in OLDEST."""
    oldest = oldest or OLDEST[name]
    try:
        version = importlib.metadata.version(name)
        importlib.import_module(name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(BAD, f"{name}: not installed", remedy)
    except (ImportError, OSError) as error:
        return Finding(BAD, f"{name}: {type(error).__name__}: {str(error).splitlines()[0]}", remedy)
    if _numbers(version) < oldest:
        return Finding(BAD, f"{name} {version} is older than {_dotted(oldest)}", remedy)
    return Finding(OK, f"{name} {version}")


def students_package(name: str) -> Finding:
    """The same for a student, who may have no requirements.txt, and may open notebooks without JupyterLab."""
    found = package(name, remedy=f'run: pip install "{name}>={_dotted(OLDEST[name])}"')
    if name == LAB and found.level == BAD:
        return Finding(NOTE, found.text, f"{found.remedy}, unless you open notebooks with another program")
    return found


def kernel(find: Callable[[str], list[str]] | None = None) -> Finding:
    """Whether the kernel that notebooks name, python3, is this environment's own Python."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    remedy = f"run: {sys.executable} -m ipykernel install --prefix {sys.prefix} --name python3"
    try:
        program = find("python3") if find else KernelSpecManager().get_kernel_spec("python3").argv
    except NoSuchKernel:
        return Finding(BAD, "kernel python3: not installed", remedy)
    # Jupyter runs its own interpreter where the kernel names only "python".
    if Path(program[0]).name == program[0] or os.path.abspath(program[0]) == os.path.abspath(sys.executable):
        return Finding(OK, "kernel python3 runs this environment's Python")
    return Finding(BAD, f"kernel python3 runs another Python: {program[0]}", remedy)


def alembic() -> Finding:
    """Whether nbgrader will find alembic, which it starts as a program to make a gradebook."""
    if shutil.which("alembic"):
        return Finding(OK, "alembic is on PATH")
    folder = Path(sys.executable).parent
    text = "alembic is not on PATH: 'nbgrader' cannot make a gradebook ('gradschool' can)"
    return Finding(NOTE, text, f"activate the environment, or put {folder} on PATH")


def course() -> list[Finding]:
    """Whether there is a course here, and whether its exchange folder can be written to."""
    try:
        found = find_course()
    except CourseError as error:
        return [Finding(BAD, *str(error).rsplit("; ", 1))]
    exchange = found.root / "exchange"
    nearest = exchange if exchange.exists() else found.root
    if not os.access(nearest, os.W_OK | os.X_OK):
        remedy = f"make {nearest} writable, or set c.Exchange.root in {found.config.name}"
        return [Finding(OK, f"course in {found.root}"), Finding(BAD, f"exchange {exchange} is not writable", remedy)]
    return [Finding(OK, f"course in {found.root}"), Finding(OK, f"exchange {exchange} is writable")]


def assignments() -> list[Finding]:
    """Whether there are assignments here, and whether a student's copies of them can be put in work/."""
    try:
        found = find_course()
    except CourseError as error:
        return [Finding(BAD, *str(error).rsplit("; ", 1))]
    here = Finding(OK, f"course in {found.root}")
    number = sum(found.release_notebook(name).is_file() for name in found.assignments())
    if number == 0:
        remedy = "unpack all that your instructor handed out, release/ included"
        return [here, Finding(BAD, f"no assignment in {found.release}", remedy)]
    there = Finding(OK, f"{number} assignments in {found.release}")
    nearest = found.work if found.work.exists() else found.root
    if not os.access(nearest, os.W_OK | os.X_OK):
        remedy = f"make {nearest} writable, or copy the course to a folder of your own"
        return [here, there, Finding(BAD, f"your copies cannot be put in {found.work}", remedy)]
    return [here, there, Finding(OK, f"your copies go to {found.work}")]


def walls(missing: Callable[[], list[str]] = box.missing) -> list[Finding]:
    """Whether all walls of the sandbox are here, without which a class is not graded."""
    lacking = missing()
    if not lacking:
        return [Finding(OK, "sandbox: bubblewrap, Landlock and seccomp work")]
    remedy = "only grading a class needs it; without it: c.Judge.sandbox = False in nbgrader_config.py"
    return [Finding(NOTE, f"sandbox: {line}", remedy) for line in lacking]


def device() -> Finding:
    """CPU or CUDA: everything runs on either."""
    try:
        import torch
    except (ImportError, OSError):
        return Finding(NOTE, "device unknown, because torch cannot be imported", "install torch, as said above")
    if torch.cuda.is_available():
        return Finding(OK, f"CUDA: {torch.cuda.get_device_name()}")
    return Finding(OK, "CPU: PyTorch sees no CUDA device, and the course needs none")


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("+")[0].split(".") if part.isdigit())
