"""The gates that this course's own notebooks and files pass, each with a test in which it must stop something."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from itertools import takewhile
from pathlib import Path

import pytest
import toy
import yaml
from packaging.requirements import Requirement

from gradschool.staff.authoring import git_textconv
from gradschool.staff.authoring.build import build, build_lessons
from gradschool.staff.authoring.lint import errors, lint_lesson, lint_source
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import METADATA, normalise, read, write

COURSE = Course(toy.ROOT)
MODULES = sorted((toy.ROOT / "gradschool").rglob("*.py"))


def module_id(path):
    return path.relative_to(toy.ROOT).as_posix()


# The course's own notebooks


@pytest.mark.parametrize("name", COURSE.assignments())
def test_a_source_follows_the_house_style(name):
    assert [str(f) for f in errors(lint_source(COURSE, name))] == []


@pytest.mark.parametrize("path", COURSE.lesson_paths(), ids=lambda path: path.stem)
def test_a_lesson_follows_the_house_style(path):
    assert [str(f) for f in errors(lint_lesson(COURSE, path))] == []


@pytest.mark.slow
def test_releases_and_solutions_are_what_the_sources_give():
    assert build(check=True, course=COURSE) == []


# nbval, with the flags that `make test` gives it


LINES = [line.strip() for line in (toy.ROOT / "Makefile").read_text().splitlines() if "--nbval" in line]
both_kernels = pytest.mark.parametrize("line", LINES, ids=["plain", "warm"])


def nbval(line: str, folder: Path) -> subprocess.CompletedProcess:
    """Run nbval on `folder` as this line of the Makefile does."""
    before, flags = line.split("pytest ")
    flags = [word for word in shlex.split(flags) if not word.startswith(("notebooks", "solutions"))]
    warm = {"JUPYTER_DEFAULT_PROVISIONER_NAME": "gradschool-warm"} if before == "$(WARM) " else {}
    command = [sys.executable, "-m", "pytest", *flags, "-p", "no:cacheprovider", "--rootdir", folder, folder]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=os.environ | warm)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """A lesson of four code cells, run and stored; the first says whether this Python ran it."""
    course = Course(tmp_path_factory.mktemp("course"))
    prefix = f"import sys\nprint(sys.prefix == {sys.prefix!r})"
    sources = [prefix, "print(2 + 2)", "[0.5, 2.0]", "raise ValueError('as planned')"]
    cells = [toy.new_markdown_cell("# 00 · Start", id="l00-title")]
    cells += [toy.new_code_cell(source, id=f"l00-c{n}") for n, source in enumerate(sources)]
    cells[-1].metadata["tags"] = ["raises-exception"]
    path = course.notebooks / "00_start_here.ipynb"
    write(normalise(toy.new_notebook(cells=cells, metadata=METADATA), outputs=False), path)
    build_lessons(course=course, say=lambda line: None)
    return path


def test_nbval_proves_every_notebook_once_and_some_in_the_kernel_that_students_have():
    makefile = (toy.ROOT / "Makefile").read_text()
    [plain] = [line.split(" := ")[1] for line in makefile.splitlines() if line.startswith("PLAIN := ")]
    assert LINES[0].endswith(" notebooks/$(PLAIN).ipynb solutions/$(PLAIN)") and LINES[0].startswith("pytest ")
    assert LINES[1].endswith(" --ignore-glob='*/$(PLAIN)*' notebooks solutions")
    assert plain in COURSE.assignments() and (COURSE.notebooks / f"{plain}.ipynb").exists()


@pytest.mark.slow
@both_kernels
def test_nbval_passes_true_outputs_and_runs_the_python_that_runs_the_tests(line, lesson):
    assert read(lesson).cells[1].outputs[0].text == "True\n"
    finished = nbval(line, lesson.parent)
    assert finished.returncode == 0 and "4 passed" in finished.stdout, finished.stdout


@pytest.mark.slow
@both_kernels
def test_nbval_stops_each_kind_of_stale_output(line, lesson, tmp_path):
    alterations = {
        1: lambda cell: cell.outputs[0].update(text="5\n"),
        2: lambda cell: cell.outputs[0].data.update({"text/plain": "[0.5, 2.1]"}),
        3: lambda cell: cell.outputs[0].update(evalue="otherwise"),
    }
    for n, alter in alterations.items():
        nb = read(lesson)
        alter(nb.cells[n + 1])
        write(nb, tmp_path / f"stale{n}.ipynb")
    nb = read(lesson)
    nb.cells[2].outputs = []
    write(nb, tmp_path / "missing.ipynb")
    finished = nbval(line, tmp_path)
    failed = sorted(line.split(" - ")[0] for line in finished.stdout.splitlines() if line.startswith("FAILED"))
    assert finished.returncode == 1 and "4 failed, 12 passed" in finished.stdout, finished.stdout
    assert failed == ["FAILED missing.ipynb::Cell 1", *(f"FAILED stale{n}.ipynb::Cell {n}" for n in alterations)]


# Files


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_a_module_is_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


PLANTED = {
    "oracle/untyped.py": ("def half(x):\n    return x / 2\n", ["no-untyped-def"]),
    "check/core/any.py": ("import json\n\n\ndef read(x: str) -> int:\n    return json.loads(x)\n", ["no-any-return"]),
    "plots/wrong.py": ("def half(x: float) -> int:\n    return x / 2\n", ["return-value"]),
    "plots/unannotated.py": ("def half(x):\n    return x / 2\n", []),
    "staff/untyped_library.py": ("import nbgrader\nimport no_such_library\n", ["import-not-found"]),
    "staff/silenced.py": ("x: int = 1.5  # type: ignore\n", ["ignore-without-code"]),
}


def test_a_type_error_is_named(tmp_path):
    """Strictly in the parts on which a mark rests, by default elsewhere."""
    for module, (code, _) in PLANTED.items():
        path = tmp_path / "gradschool" / module
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)
    for folder in {folder for module in PLANTED for folder in Path("gradschool", module).parents[:-1]}:
        (tmp_path / folder / "__init__.py").touch()
    command = [sys.executable, "-m", "mypy", "--config-file", toy.ROOT / "pyproject.toml", "gradschool"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    found = {module: [] for module in PLANTED}
    for line in done.stdout.splitlines():
        if ": error: " in line:
            found[line.partition(":")[0].removeprefix("gradschool/")].append(line.rpartition("[")[2].rstrip("]"))
    assert found == {module: codes for module, (_, codes) in PLANTED.items()}, done.stdout + done.stderr
    assert done.returncode == 1


def lint_imports(folder: Path) -> subprocess.CompletedProcess:
    """Hold the package in `folder` against the import rules of this course."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", toy.ROOT / "pyproject.toml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": folder})


AGAINST_THE_RULES = [
    ("check/core/ask.py", "from gradschool.staff import course", "the package, top to bottom"),
    ("oracle/calls.py", "def f():\n    import gradschool.check.core", "the package, top to bottom"),
    ("loose.py", "", "the package, top to bottom"),
    ("check/core/judge.py", "from gradschool.check.general import values", "check, top to bottom"),
    ("check/lessons/first_gradients.py", "import gradschool.check.lessons.clipping", "one lesson's checks"),
    ("staff/sandbox/limits.py", "import gradschool.staff.judge", "staff, top to bottom"),
    ("staff/loose.py", "", "staff, top to bottom"),
    ("staff/judge/worker.py", "from gradschool.staff.sandbox import bubblewrap", "the sandbox has one door"),
    ("check/core/ask.py", "import nbgrader", "what students use needs no grader"),
    ("staff/learner/trial.py", "import jinja2", "a student's commands need nothing of the extras"),
    ("staff/judge/worker.py", "import nbgrader", "nbgrader stays out of what student code can reach"),
    ("staff/grading/run.py", "import click", "only commands talk to the terminal"),
    (
        "staff/course/notebooks.py",
        "def f():\n    import gradschool.staff.course.layout",
        "no modules import each other",
    ),
]


@pytest.mark.parametrize(("module", "line", "rule"), AGAINST_THE_RULES)
def test_an_import_against_the_rules_is_named(tmp_path, module, line, rule):
    shutil.copytree(toy.ROOT / "gradschool", tmp_path / "gradschool", ignore=shutil.ignore_patterns("__pycache__"))
    changed = tmp_path / "gradschool" / module
    changed.write_text((changed.read_text() if changed.exists() else "") + f"\n\n{line}\n")
    done = lint_imports(tmp_path)
    broken = [name for name in done.stdout.splitlines() if name.endswith("BROKEN")]
    assert done.returncode == 1 and any(name.startswith(rule) for name in broken), done.stdout + done.stderr


def test_each_rule_of_imports_has_a_case_in_which_it_fails():
    rules = tomllib.loads((toy.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    tried = tuple(rule for _, _, rule in AGAINST_THE_RULES)
    assert rules and [rule["name"] for rule in rules if not rule["name"].startswith(tried)] == []


# Tests


FRAGMENTS = ("answers", "hostile")  # what students submit, not tests
TESTS = [
    path
    for path in sorted((toy.ROOT / "tests").rglob("*.py"))
    if path.relative_to(toy.ROOT / "tests").parts[0] not in FRAGMENTS
]


def functions(code: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef)]


def asserts(function: ast.FunctionDef, helpers: set[str] = frozenset()) -> bool:
    """Whether an assert stands in `function`, or a call of pytest.raises, of assert_… or of one of `helpers`."""
    if any(isinstance(node, ast.Assert) for node in ast.walk(function)):
        return True
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    names = {getattr(f, "attr", getattr(f, "id", "")) for f in called}
    return bool(names & {"raises", "warns", *helpers}) or any(name.startswith("assert_") for name in names)


def without_assertion(code: str, elsewhere: set[str] = frozenset()) -> list[str]:
    """Tests in `code` that assert nothing; helpers that do are looked for in `code` and named by `elsewhere`."""
    found = functions(code)
    helpers = elsewhere | {f.name for f in found if not f.name.startswith("test_") and asserts(f)}
    return [f.name for f in found if f.name.startswith("test_") and not asserts(f, helpers)]


def test_every_test_asserts_something():
    shared = [path for path in TESTS if not path.name.startswith("test_")]
    helpers = {f.name for path in shared for f in functions(path.read_text()) if asserts(f)}
    silent = {module_id(path): without_assertion(path.read_text(), helpers) for path in TESTS}
    assert {name: tests for name, tests in silent.items() if tests} == {}


def test_a_test_without_assertion_is_named():
    code = """
def fails(f):
    with pytest.raises(ValueError):
        f()

def shows(f):
    print(f())

def test_assert():
    assert f()

def test_raises():
    with pytest.raises(ValueError):
        f()

def test_helper():
    fails(f)

def test_only_calls():
    f()

def test_only_shows():
    shows(f)
"""
    assert without_assertion(code) == ["test_only_calls", "test_only_shows"]
    assert without_assertion(code, {"shows"}) == ["test_only_calls"]


def unnamed(modules: list[str], tests: dict[str, str]) -> list[str]:
    """Modules, as dotted names, that no test names; `tests` has the code of each test file by its path in tests/.

    A test names a module when it imports it, writes its dotted name or its path, or stands where the module's test
    belongs: staff/course/test_layout.py names gradschool.staff.course.layout.
    """
    written = "\n".join(tests.values())
    imported = set()
    for code in tests.values():
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom):
                imported |= {f"{node.module}.{name.name}" for name in node.names}
    found = []
    for module in modules:
        path = module.replace(".", "/")
        folder, _, name = path.removeprefix("gradschool/").rpartition("/")
        named = module in imported or f"{path}.py" in written or f"{folder}/test_{name}.py".lstrip("/") in tests
        if not named and not re.search(rf"\b{re.escape(module)}\b", written):
            found.append(module)
    return found


def test_every_module_is_named_by_a_test():
    modules = [path.relative_to(toy.ROOT).with_suffix("") for path in MODULES if path.name != "__init__.py"]
    tests = {path.relative_to(toy.ROOT / "tests").as_posix(): path.read_text() for path in TESTS}
    assert unnamed([".".join(module.parts) for module in modules], tests) == []


def test_a_module_that_no_test_names_is_found():
    tests = {
        "test_a.py": "from gradschool.oracle import first, second\nimport gradschool.tape.layout\n",
        "staff/course/test_markers.py": "assert True",
        "test_b.py": "PATCHED = 'gradschool.staff.doctor.examine'; FILE = 'gradschool/check/core/ask.py'",
    }
    named = ["oracle.first", "oracle.second", "tape.layout", "staff.course.markers", "staff.doctor", "check.core.ask"]
    modules = [f"gradschool.{name}" for name in [*named, "oracle.sec", "tape.lay", "plots.figures"]]
    assert unnamed(modules, tests) == ["gradschool.oracle.sec", "gradschool.tape.lay", "gradschool.plots.figures"]


# What is checked before each commit


def quick_gates(makefile: str) -> list[str]:
    """The commands of `make lint`, with which `make test` and `make test-all` begin."""
    assert "\ntest: lint " in makefile and "\ntest-all: lint " in makefile
    lines = iter(makefile.splitlines())
    next(line for line in lines if line.startswith("lint:"))
    return [line.strip() for line in takewhile(lambda line: line.startswith("\t"), lines)]


def hooks(config: str) -> list[str]:
    """The commands of the hooks in a pre-commit configuration."""
    return [hook["entry"] for repository in yaml.safe_load(config)["repos"] for hook in repository["hooks"]]


def test_a_commit_is_held_against_the_same_gates_as_make_lint():
    makefile, config = (toy.ROOT / "Makefile").read_text(), (toy.ROOT / ".pre-commit-config.yaml").read_text()
    gates = quick_gates(makefile)
    assert "ruff check ." in gates and hooks(config) == gates
    assert hooks(config) != quick_gates(makefile.replace("\truff check .\n", "\truff check . --fix\n"))
    assert hooks(config) != quick_gates(makefile.replace("\truff check .\n", "\truff check .\n\tanother gate\n"))


# Requirements and diffs


def unbounded(lines):
    requirements = [line for line in lines if line.strip() and not line.startswith(("#", "-e "))]
    return [line for line in requirements if not any(s.operator in ("<", "==") for s in Requirement(line).specifier)]


def test_every_requirement_has_an_upper_bound():
    lines = (toy.ROOT / "requirements.txt").read_text().splitlines()
    assert "torch==2.13.0" in lines and unbounded(lines) == []
    assert unbounded(["numpy>=2", "scipy<2"]) == ["numpy>=2"]


def test_a_notebook_has_a_readable_diff(tmp_path, capsys):
    path = tmp_path / "toy.ipynb"
    write(toy.toy_source(), path)
    git_textconv.main(str(path))
    printed = capsys.readouterr().out
    assert "# %% a01-q1-check [code, grade=True, grade_id=a01-q1-check, " in printed
    assert "require(double, 3, 6)" in printed
