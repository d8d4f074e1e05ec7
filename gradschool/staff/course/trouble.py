"""What goes wrong in a course, in words: errors that a person can put right, and refused submissions and gradebooks."""

# The name of the error that stands in a cell's outputs when its time limit was exceeded; it is nbclient's own.
CELL_TIMEOUT = "CellTimeoutError"
NOT_JSON = ("NotJSONError", "JSONDecodeError", "UnicodeDecodeError", "RecursionError")
NOT_A_NOTEBOOK = ("AttributeError", "NBFormatError", "ValidationError")
# Errors whose text is written for a person and needs no name before it
PLAIN = ("NotGradable", "SandboxMissing", "SchemaTooOldError", "SchemaTooNewError")


class CourseError(Exception):
    """Something a person can put right. Its text is one line: what, where, and what to do."""


def in_words(kind: str, text: str) -> str:
    """Say in one line why a submission failed, from the class name and the text of an exception."""
    if kind in NOT_JSON:
        return "it is not a notebook (not JSON)"
    text = " ".join(text.split())
    if kind in NOT_A_NOTEBOOK:
        return f"it is not a notebook ({text})"
    if kind in PLAIN:
        return text
    return f"{kind}: {text}" if text else kind


def of_config(error: Exception, shown: object) -> str:
    """Why the nbgrader_config.py that `shown` names can't be used, on one line."""
    said = (str(error).splitlines() or [""])[0]
    return f"{shown}: can't be loaded ({type(error).__name__}: {said}); mend it"


def of_database(error: Exception, shown: str) -> str:
    """Say in one line what a database's error means and what to do; `shown` names the gradebook."""
    text = " ".join(str(getattr(error, "orig", None) or error).split())
    if "locked" in text:
        return f"{shown}: another program holds the gradebook; close it and run this again"
    if "readonly" in text or "read-only" in text:
        return f"{shown}: may not be written; change its permissions and run this again"
    if "disk is full" in text or "No space left" in text:
        return f"{shown}: the disk is full; make room and run this again, nothing is lost"
    if isinstance(error, ImportError) and error.name == "psycopg":
        return f"{shown}: PostgreSQL needs the extra \"postgres\": pip install 'gradschool[postgres]'"
    return f"{shown}: can't be used as a gradebook ({text}); check it"
