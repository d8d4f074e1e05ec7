"""The build: from sources to what students get and what nbval proves."""

import shutil

import pytest
import toy
from authoring_support import SOURCE, change, make_course

from gradschool.staff.authoring.build import BuildError, build, build_lessons, stale
from gradschool.staff.authoring.run_notebook import ExecutionFailed
from gradschool.staff.course.layout import Course
from gradschool.staff.course.notebooks import METADATA, dumps, normalise, read, write
from gradschool.staff.course.trouble import CourseError

SOLUTION = "solutions/01_toy/01_toy.ipynb"


def snapshot(course):
    return {p: p.read_bytes() for p in sorted(course.root.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A course with the toy assignment and one data file, built once; tests that change it take a `copy`."""
    course = make_course(tmp_path_factory.mktemp("course"))
    (course.source / toy.NAME / "points.csv").write_text("1,2\n")
    build(course=course, say=lambda line: None)
    return course


@pytest.fixture
def copy(built, tmp_path):
    return Course(shutil.copytree(built.root, tmp_path / "course"))


@pytest.mark.slow
def test_a_release_has_stubs_and_no_secrets(built):
    release = built.release_notebook(toy.NAME).read_text(encoding="utf-8")
    assert release.count("raise NotImplementedError") == 2
    for secret in ("BEGIN", "END", "return 2 * x", "return x * x", toy.SECRET_INPUT, toy.SECRET_VALUE):
        assert secret not in release


@pytest.mark.slow
def test_a_solution_is_worked_checked_and_run(built):
    nb = read(built.solution_notebook(toy.NAME))
    text = dumps(nb)
    assert "BEGIN" not in text and "NotImplementedError" not in text
    cells = {c.id: c for c in nb.cells}
    assert cells["a01-q1-double"].source == "def double(x):\n    return 2 * x"
    assert cells["a01-q1-hidden"].outputs[0].text == "double agrees\n"
    assert [c.execution_count for c in nb.cells if c.cell_type == "code"] == list(range(1, 10))


@pytest.mark.slow
def test_data_files_come_with_the_release_and_the_solution(built):
    assert (built.release / toy.NAME / "points.csv").read_text() == "1,2\n"
    assert (built.solutions / toy.NAME / "points.csv").read_text() == "1,2\n"


@pytest.mark.slow
def test_a_second_build_changes_nothing_and_a_check_is_content(copy):
    before = snapshot(copy)
    assert build(["1"], course=copy) == []
    assert build(check=True, course=copy) == []
    assert snapshot(copy) == before


@pytest.mark.slow
def test_the_gradebook_of_the_course_is_not_touched(built):
    assert {p.name for p in built.root.iterdir()} == {
        "nbgrader_config.py",
        "notebooks",
        "source",
        "release",
        "solutions",
    }


@pytest.mark.slow
def test_a_stale_release_is_found(copy):
    change(copy, "a01-q2-text", "## 2 · Square a whole number (3 points)")
    with pytest.raises(BuildError) as caught:
        build(check=True, course=copy)
    assert str(caught.value).splitlines() == [
        "release/01_toy/01_toy.ipynb: not what the source gives; run gradschool build 01",
        f"{SOLUTION}: not what the source gives; run gradschool build 01",
    ]


@pytest.mark.slow
def test_what_is_missing_or_has_no_source_is_found(copy):
    copy.solution_notebook(toy.NAME).unlink()
    (copy.release / toy.NAME / "points.csv").unlink()
    (copy.release / toy.NAME / "old.csv").write_text("3\n")
    (copy.release / "02_gone").mkdir()
    with pytest.raises(BuildError) as caught:
        build(check=True, course=copy)
    assert str(caught.value).splitlines() == [
        "release/01_toy/old.csv: not what the source gives; run gradschool build 01",
        "release/01_toy/points.csv: missing; run gradschool build 01",
        f"{SOLUTION}: missing; run gradschool build 01",
        "release/02_gone: has no source; delete it",
    ]


@pytest.mark.slow
def test_a_source_that_lab_saved_in_another_form_is_found_and_mended(copy):
    path = copy.source_notebook(toy.NAME)
    wanted = path.read_bytes()
    nb = read(path)
    nb.metadata["language_info"]["version"] = "3.13.0"
    nb.cells[1].metadata["collapsed"] = True
    nb.cells[1].execution_count = 7
    path.write_text(dumps(nb), encoding="utf-8")
    assert stale(copy, [toy.NAME]) == [f"{SOURCE}: not in normal form; run gradschool build 01"]
    assert build(course=copy) == [SOURCE]
    assert path.read_bytes() == wanted


@pytest.mark.slow
def test_a_solution_that_fails_names_the_cell_and_keeps_the_old_one(copy):
    before = copy.solution_notebook(toy.NAME).read_bytes()
    change(copy, "a01-q2-square", toy.SQUARE.replace("x * x", "y * x"))
    with pytest.raises(ExecutionFailed) as caught:
        build(course=copy)
    expected = f"{SOURCE} [a01-q2-try]: NameError: name 'y' is not defined; correct the cell and build again"
    assert str(caught.value) == expected
    assert copy.solution_notebook(toy.NAME).read_bytes() == before


@pytest.mark.parametrize(
    ("cell_id", "text", "says"),
    [
        ("a01-q1-check", "require(double, 3, 6) or 1", "does not end in a call"),
        ("a01-q1-double", "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x", "do not pair"),
    ],
)
def test_a_source_that_breaks_a_rule_is_not_built_and_nothing_is_written(tmp_path, cell_id, text, says):
    course = make_course(tmp_path)
    change(course, cell_id, text)
    before = snapshot(course)
    with pytest.raises(BuildError) as caught:
        build(course=course)
    assert str(caught.value).startswith(f"{SOURCE} [{cell_id}]: ") and says in str(caught.value)
    assert snapshot(course) == before


def test_a_source_with_a_duplicate_grade_id_is_not_built(tmp_path):
    course = make_course(tmp_path)
    nb = read(course.source_notebook(toy.NAME))
    nb.cells[-2].metadata.nbgrader.grade_id = "a01-q1-check"
    write(nb, course.source_notebook(toy.NAME))
    with pytest.raises(BuildError, match=r"\[a01-q1-check\]: 2 cells have this grade id; rename all but one"):
        build(course=course)


def test_a_name_that_is_no_assignment_gets_one_clear_line(tmp_path):
    with pytest.raises(CourseError, match="assignment '7' is none; choose from: 01_toy"):
        build(["7"], course=make_course(tmp_path))


def start_page(folder, *sources):
    cells = [toy.new_markdown_cell("# 00 · Start", id="l00-title")]
    cells += [toy.new_code_cell(source, id=f"l00-c{n}") for n, source in enumerate(sources)]
    path = folder / "notebooks" / "00_start_here.ipynb"
    write(normalise(toy.new_notebook(cells=cells, metadata=METADATA), outputs=False), path)
    return path


@pytest.mark.slow
def test_a_lesson_is_run_and_keeps_its_outputs_the_same_each_time(tmp_path):
    path = start_page(tmp_path, "print(1)", "import sys\nprint(2, flush=True)\nprint(3)\n6 * 7")
    assert build_lessons(course=Course(tmp_path)) == ["notebooks/00_start_here.ipynb"]
    assert build_lessons(["0"], course=Course(tmp_path)) == []
    outputs = [c.outputs for c in read(path).cells if c.cell_type == "code"]
    assert outputs[0][0].text == "1\n"
    assert outputs[1][0].text == "2\n3\n" and outputs[1][1].data["text/plain"] == "42"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("1 / 0", "[l00-c0]: ZeroDivisionError: division by zero; correct the cell"),
        ("import sys\nprint('careful', file=sys.stderr)", "[l00-c0]: writes to stderr (careful); remove"),
    ],
)
def test_a_lesson_that_fails_names_the_cell_and_stays_as_it_was(tmp_path, source, says):
    path = start_page(tmp_path, source)
    before = path.read_bytes()
    with pytest.raises(ExecutionFailed) as caught:
        build_lessons(course=Course(tmp_path))
    assert str(caught.value).startswith("notebooks/00_start_here.ipynb ") and says in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_shown_error_keeps_no_path_of_this_machine(tmp_path):
    path = start_page(tmp_path, "import json\njson.loads('no')")
    nb = read(path)
    nb.cells[1].metadata["tags"] = ["raises-exception"]
    write(nb, path)
    build_lessons(course=Course(tmp_path))
    [error] = read(path).cells[1].outputs
    assert error.ename == "JSONDecodeError" and "/json/" not in "".join(error.traceback)
