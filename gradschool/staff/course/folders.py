"""A folder's files as data, so that what is built can be compared with what is there."""

from __future__ import annotations

from pathlib import Path

NOT_CONTENT = {".ipynb_checkpoints", "__pycache__"}

Files = dict[str, bytes]


def contents(folder: Path) -> Files:
    """The files in `folder`, by path with forward slashes; empty when there is no such folder."""
    paths = {f.relative_to(folder): f for f in sorted(folder.rglob("*")) if f.is_file()}
    return {p.as_posix(): f.read_bytes() for p, f in paths.items() if not NOT_CONTENT & set(p.parts)}


def replace(folder: Path, files: Files) -> list[Path]:
    """Make `folder` hold exactly `files`, touching only what differs; return the paths that changed."""
    there = contents(folder)
    gone = [folder / name for name in there if name not in files]
    for path in gone:
        path.unlink()
    new = [name for name in files if files[name] != there.get(name)]
    for name in new:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(files[name])
    return gone + [folder / name for name in new]
