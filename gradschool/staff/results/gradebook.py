"""What nbgrader's gradebook holds of an assignment, in a few queries whatever the size of the class."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import overload

from alembic.script import ScriptDirectory
from nbgrader.api import Base, Comment, Grade, Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import URL, create_engine, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from traitlets.config import PyFileConfigLoader

from gradschool.staff.course.layout import Course
from gradschool.staff.course.trouble import CourseError, of_config, of_database
from gradschool.staff.results.exercises import Result, result_of
from gradschool.staff.results.marks import Marks

NO_ANSWER = "No response."


def read_marks(gradebook: Gradebook, name: str, student: str | None = None) -> dict[str, Marks]:
    """The marks of all submissions of assignment `name`, or only of `student`'s, by student id.

    Who has no submission in the gradebook is not in it; an assignment that is not there has none.
    """
    try:
        notebook = gradebook.find_notebook(name, name)
    except MissingEntry:
        return {}
    graded = {cell.id: cell for cell in [*notebook.grade_cells, *notebook.task_cells]}
    answers = {cell.id: cell.name for cell in notebook.solution_cells}
    # a submission from before the assignment got a cell has no grade of it
    none = {cell.name: (0.0, cell.max_score, True) for cell in graded.values()}
    ids = tuple(sorted(answers.values()))
    submitted = select(SubmittedNotebook.id, SubmittedAssignment.student_id)
    submitted = submitted.join_from(SubmittedNotebook, SubmittedAssignment)
    submitted = submitted.where(SubmittedNotebook.notebook_id == notebook.id)
    if student is not None:
        submitted = submitted.where(SubmittedAssignment.student_id == student)
    found = {key: (owner, Marks(dict(none), ids)) for key, owner in gradebook.db.execute(submitted)}

    def rows(table, cells, *columns):
        # by cell, for which there is an index: a join with the submissions takes a time that grows with their square
        query = select(table.notebook_id, table.cell_id, *columns).where(table.cell_id.in_(cells))
        if student is not None:
            query = query.where(table.notebook_id.in_(found))
        return gradebook.db.execute(query)

    for key, cell, points, manual in rows(Grade, graded, Grade.score, Grade.needs_manual_grade):
        found[key][1].grades[graded[cell].name] = (points, graded[cell].max_score, manual)
    for key, cell, comment in rows(Comment, answers, Comment.auto_comment):
        if comment == NO_ANSWER:
            found[key][1].unanswered.add(answers[cell])
    return dict(found.values())


def course_directory(course: Course) -> CourseDirectory:
    """Return nbgrader's course directory, as nbgrader_config.py sets it. Raises CourseError if that can't be loaded."""
    try:
        config = PyFileConfigLoader(course.config.name, str(course.root)).load_config()
        config.CourseDirectory.setdefault("root", str(course.root))
        return CourseDirectory(config=config)
    except Exception as error:  # the file is a Python program and may raise anything
        raise CourseError(of_config(error, course.config)) from None


def read_result(database: str, autograded: Path, name: str, student: str) -> Result:
    """Read one student's marks and messages; for a class open the gradebook once, and use `read_marks` and `result_of`.

    Parameters
    ----------
    database : str
        URL of the gradebook.
    autograded : Path
        The student's autograded notebook.
    name, student : str
        The assignment's full name and the student's id.

    Raises CourseError when the student's submission was not graded.
    """
    with Gradebook(database) as gradebook:
        marks = read_marks(gradebook, name, student)
    return result_of(marks.get(student), autograded, name, student)


def make_gradebook(url: str) -> None:
    """Make an empty gradebook, as nbgrader does, without starting the program alembic: that takes two seconds.

    Raises what SQLAlchemy raises where none can be made.
    """
    engine = create_engine(url)
    try:
        Base.metadata.create_all(engine)
        version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);"))
            connection.execute(
                text("INSERT INTO alembic_version (version_num) VALUES (:version);"), {"version": version}
            )
    finally:
        engine.dispose()


@contextmanager
def open_gradebook(directory: CourseDirectory) -> Iterator[Gradebook]:
    """Open the course's gradebook. Raises CourseError when there is none, or when the database is not a gradebook.

    Another database stays as it is: nbgrader itself would add its tables to it.
    """
    shown = check(directory)
    try:
        with Gradebook(directory.db_url, directory.course_id) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        raise CourseError(of_database(error, shown)) from None


@overload
def check(directory: CourseDirectory) -> str: ...
@overload
def check(directory: CourseDirectory, may_be_new: bool) -> str | None: ...
def check(directory: CourseDirectory, may_be_new: bool = False) -> str | None:
    """Check the course's gradebook, and return its name for messages.

    Raises CourseError when there is no gradebook, or the database is not one. With `may_be_new`, returns None instead
    for a gradebook that does not exist or is still empty.
    """
    try:
        url = make_url(directory.db_url)
    except ArgumentError:
        raise CourseError("nbgrader_config.py: c.CourseDirectory.db_url is not the URL of a database") from None
    a_file = url.get_backend_name() == "sqlite" and not url.query
    shown = url.database or ":memory:" if a_file else url.render_as_string(hide_password=True)
    if a_file and not Path(shown).is_file():
        if may_be_new:
            return None
        raise CourseError(f"{shown}: there is no gradebook; make it with: gradschool grade ASSIGNMENT")
    try:
        tables = _tables(url)
    except (SQLAlchemyError, ImportError) as error:  # a database may need a driver that is not installed
        raise CourseError(of_database(error, shown)) from None
    if may_be_new and not tables:
        return None
    if lacking := _lacking(tables):
        raise CourseError(f"{shown}: not a gradebook of this nbgrader ({lacking}); try: nbgrader db upgrade")
    return shown


def _tables(url: URL) -> dict[str, set[str]]:
    """Map each of nbgrader's tables in the database to the names of its columns."""
    engine = create_engine(url)
    try:
        there = inspect(engine)
        names = set(there.get_table_names()).intersection(Base.metadata.tables)
        return {name: {column["name"] for column in there.get_columns(name)} for name in names}
    finally:
        engine.dispose()


def _lacking(tables: dict[str, set[str]]) -> str | None:
    """The first table or column of nbgrader's that is not among `tables`, or None."""
    for table in Base.metadata.sorted_tables:
        if table.name not in tables:
            return f"no table {table.name}"
        if missing := [column.name for column in table.columns if column.name not in tables[table.name]]:
            return f"no column {table.name}.{missing[0]}"
    return None
