"""The marks that nbgrader reads in a cell: grade ids, and the comments around solutions and hidden checks."""

MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def grade_id(cell: dict) -> str | None:
    """The cell's grade id, if it has one."""
    metadata = cell["metadata"].get("nbgrader")
    name = metadata.get("grade_id") if isinstance(metadata, dict) else None
    return name if type(name) is str else None


def is_marker(line: str) -> bool:
    """Whether `line` opens or closes a region that is taken out for students."""
    return any(marker in line for marker in MARKERS)


def without_markers(text: str) -> str:
    """`text` with the marker lines gone and what they enclose kept."""
    return "\n".join(line for line in text.split("\n") if not is_marker(line))
