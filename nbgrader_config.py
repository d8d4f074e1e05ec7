"""How nbgrader runs this course: from the folder of this file, with no set-up and as an ordinary user."""

from contextlib import suppress
from pathlib import Path

from gradschool.staff.course.trouble import CELL_TIMEOUT

c = get_config()  # noqa: F821

COURSE = Path(__file__).resolve().parent
SECONDS_A_CELL = 30
EXCHANGE = COURSE / "exchange"

c.CourseDirectory.course_id = "gradschool"
c.CourseDirectory.root = str(COURSE)
c.CourseDirectory.solution_directory = "solutions"

# One machine by default. For a class on a shared server, point root at a folder that everybody may write to; the
# cache holds each student's own receipts and stays in the student's own clone.
c.Exchange.root = str(EXCHANGE)
c.Exchange.cache = str(EXCHANGE / "cache")
c.Exchange.assignment_dir = str(COURSE / "work")
with suppress(OSError):  # A read-only clone can still read and grade; nbgrader reports it when the exchange is used.
    EXCHANGE.mkdir(exist_ok=True)

c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}

c.ExecutePreprocessor.kernel_name = "python3"
c.ExecutePreprocessor.timeout = SECONDS_A_CELL
TOO_SLOW = f"Your code took longer than {SECONDS_A_CELL} s and was stopped; look for an endless loop."
c.ExecutePreprocessor.error_on_timeout = {
    "ename": CELL_TIMEOUT,
    "evalue": TOO_SLOW,
    "traceback": [f"{CELL_TIMEOUT}: {TOO_SLOW}"],
}
c.ExecutePreprocessor.startup_timeout = 120
c.ExecutePreprocessor.record_timing = False
c.ExecutePreprocessor.shutdown_kernel = "immediate"  # Its work is done; a graceful end costs a second a notebook.

# In a new clone release/ is there and the gradebook is not: what is graded first is put into it from source/.
c.Autograde.pre_convert_hook = "gradschool.staff.grading.register.before_autograde"

c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "gradschool.staff.plugins.repair.RepairCells",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "gradschool.staff.plugins.repair.CheckMetadata",
]

# The judge executes in the place of nbgrader's Execute: student code cannot reach the process that computes marks.
c.Judge.cell_seconds = SECONDS_A_CELL
c.Autograde.autograde_preprocessors = [
    "gradschool.staff.plugins.judge.Judge",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "gradschool.staff.plugins.repair.CheckMetadata",
]

c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "gradschool.staff.plugins.feedback.HideHiddenChecks",
    "gradschool.staff.plugins.feedback.FeedbackStyle",
]
