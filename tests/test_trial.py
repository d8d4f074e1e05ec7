"""`gradschool try`: a learner's own mark, hidden checks included."""

import pytest
import toy
from click.testing import CliRunner
from conftest import MINUS, RIGHT
from nbformat import writes

from gradschool.staff import work
from gradschool.staff.cli import main
from gradschool.staff.scratch import ScratchCourse


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = toy.make_course(tmp_path_factory.mktemp("learner"))
    with ScratchCourse(course, [toy.NAME]) as scratch:
        course.release_notebook(toy.NAME).parent.mkdir(parents=True)
        course.release_notebook(toy.NAME).write_bytes(scratch.generate(toy.NAME).read_bytes())
    return course


@pytest.fixture
def learner(course, monkeypatch):
    work.place(course)
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("COLUMNS", "100")
    return lambda *arguments: CliRunner().invoke(main, arguments)


@pytest.mark.slow
def test_marks_mistakes_and_where_to_read_are_printed_and_no_hidden_value(course, learner):
    answers = toy.answered(course.release_notebook(toy.NAME), double=MINUS, square=RIGHT["square"])
    course.work_notebook(toy.NAME).write_text(writes(answers))
    done = learner("try", "1")
    assert done.exit_code == 0, done.output
    for text in (
        "Double a number",
        "0 / 3",
        "SIGN_FLIPPED",
        "Signs",
        "2 / 2",
        "2 / 5",
        "you return minus the value",
        "Remove the minus.",
    ):
        assert text in done.stdout
    assert toy.SECRET_INPUT not in done.output
    assert toy.SECRET_VALUE not in done.output


@pytest.mark.slow
def test_nothing_but_the_answer_is_left_behind(course, learner):
    before = sorted(course.root.rglob("*"))
    content = course.work_notebook(toy.NAME).read_text()
    learner("try", "01")
    assert sorted(course.root.rglob("*")) == before
    assert course.work_notebook(toy.NAME).read_text() == content
    assert not (course.root / "gradebook.db").exists()


@pytest.mark.slow
def test_a_broken_copy_is_one_line_and_keeps_its_content(course, learner):
    course.work_notebook(toy.NAME).write_text("my answers, by hand")
    done = learner("try", "1")
    assert done.exit_code == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("gradschool: work/01_toy/01_toy.ipynb: not graded: it is not a notebook (not JSON)")
    assert course.work_notebook(toy.NAME).read_text() == "my answers, by hand"


def test_without_a_copy_it_says_how_to_get_one(course, learner):
    course.work_notebook(toy.NAME).unlink()
    done = learner("try", "1")
    assert done.exit_code == 2
    assert done.stderr == "gradschool: work/01_toy/01_toy.ipynb: not there; make your copies with: gradschool work\n"
