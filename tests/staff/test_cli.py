"""The command line: help, announcements, and errors that are one line."""

import subprocess
import sys

import pytest
import toy
from click.testing import CliRunner

from gradschool import __version__
from gradschool.staff import cli
from gradschool.staff.cli import main


@pytest.fixture
def course(tmp_path, monkeypatch):
    course = toy.make_course(tmp_path)
    course.release_notebook(toy.NAME).parent.mkdir(parents=True)
    course.release_notebook(toy.NAME).write_text("first release")
    monkeypatch.chdir(tmp_path)
    return course


def run(*arguments):
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("command", ["build", "new", "work", "try", "grade", "report", "demo", "doctor"])
def test_every_command_explains_itself(command):
    assert f"  {command} " in run("--help").output
    done = run(command, "--help")
    assert done.exit_code == 0
    assert "Usage:" in done.output


def test_an_unknown_assignment_is_one_line_on_stderr_and_status_2(course):
    done = run("try", "7")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "01_toy" in done.stderr


def test_work_announces_what_it_did_and_then_keeps_quiet(course):
    assert run("work").output == "work/01_toy: ready to work on\n"
    assert run("work").output == ""
    course.release_notebook(toy.NAME).write_text("second release")
    assert "gradschool work --beside 01" in run("work").output
    assert run("work", "--beside", "01").output.startswith("work/01_toy.new: the current release")
    assert run("work").output == ""


def test_a_course_is_found_from_inside_work(course, monkeypatch):
    run("work")
    (course.work / "nbgrader_config.py").write_text("")
    monkeypatch.chdir(course.work / toy.NAME)
    assert run("work").output == ""


def test_a_demo_without_sample_answers_is_one_line(course):
    done = run("demo")
    assert done.exit_code == 2
    assert "no sample answers there" in done.stderr


def test_the_version_is_the_packages():
    assert run("--version").output == f"gradschool, version {__version__}\n"


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("README.md", "pip install gradschool-{}-py3-none-any.whl jupyterlab"),
        ("CITATION.cff", "version: {}"),
    ],
)
def test_where_the_version_is_written_besides_it_is_the_same(file, line):
    assert line.format(__version__) in (toy.ROOT / file).read_text(encoding="utf-8").splitlines()


def test_help_and_version_wait_for_no_large_package():
    large = ["IPython", "matplotlib", "nbformat", "nbgrader", "numpy", "rich", "torch"]
    program = f"import sys, gradschool.staff.cli; print([name for name in {large} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("new", "lesson", "11", "topic"),
        ("new", "exercise", "11", "q1", "x"),
        ("work",),
        ("try", "1"),
        ("grade", "1"),
        ("report", "1"),
        ("demo",),
    ],
    ids="-".join,
)
def test_outside_any_course_no_command_touches_the_clone_that_the_package_is_installed_from(
    arguments, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    before = sorted(toy.ROOT.glob("*")), sorted((toy.ROOT / "work").glob("*"))
    done = run(*arguments)
    assert done.exit_code == 2
    [line] = done.stderr.splitlines()
    assert line.startswith(f"gradschool: {tmp_path.resolve()}: no course here: ")
    assert line.endswith("change to the folder into which you cloned or unpacked the course, and run this there")
    assert (sorted(toy.ROOT.glob("*")), sorted((toy.ROOT / "work").glob("*"))) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("new", "lesson", "11", "topic"),
        ("new", "exercise", "11", "q1", "x"),
        ("grade", "1"),
        ("report", "1"),
        ("demo",),
    ],
    ids="-".join,
)
def test_a_command_whose_extra_is_missing_says_how_to_install_it(course, monkeypatch, arguments):
    monkeypatch.setattr(cli, "find_spec", lambda name: None)
    command = " ".join(arguments[: 2 if arguments[0] == "new" else 1])
    done = run(*arguments)
    assert done.exit_code == 2
    needs = "needs the extra \"staff\": pip install 'gradschool[staff]'"
    assert done.stderr == f"main {command} {needs}\n"
    assert run(*arguments, "--help").exit_code == 0


@pytest.mark.parametrize("command", ["grade", "report"])
def test_a_gradebook_in_postgresql_without_its_driver_names_the_extra(course, monkeypatch, command):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with course.config.open("a") as config:
        config.write("\nc.CourseDirectory.db_url = 'postgresql+psycopg://nobody@localhost/course'\n")
    done = run(command, "1")
    assert done.exit_code == 2
    where = "postgresql+psycopg://nobody@localhost/course"
    told = f"gradschool: {where}: PostgreSQL needs the extra \"postgres\": pip install 'gradschool[postgres]'"
    assert done.stderr.splitlines()[-1] == told


@pytest.mark.slow
def test_a_cluster_without_dask_names_the_extra(class_of_three, monkeypatch):
    monkeypatch.chdir(class_of_three.root)
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = run("grade", "1", "--scheduler", "tcp://127.0.0.1:9")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1].endswith("install it with: pip install 'gradschool[cluster]'")


def test_what_is_no_course_is_not_reported_on(course, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    done = run("report", "1", "--course", "elsewhere")
    assert done.exit_code == 2
    assert done.stderr == "gradschool: elsewhere: not a course folder (no nbgrader_config.py in it)\n"
