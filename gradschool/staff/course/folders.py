"""Read and write all files of a folder at once, so that what is built can be compared with what is there."""

from __future__ import annotations

from pathlib import Path

NOT_CONTENT = {".ipynb_checkpoints", "__pycache__"}
MOST_BESIDE = 32 << 20  # bytes

Files = dict[str, bytes]


def contents(folder: Path) -> Files:
    """Return the files in `folder`, by path with forward slashes; empty when there is no such folder."""
    paths = {f.relative_to(folder): f for f in sorted(folder.rglob("*")) if f.is_file()}
    return {p.as_posix(): f.read_bytes() for p, f in paths.items() if not NOT_CONTENT & set(p.parts)}


def replace(folder: Path, files: Files) -> list[Path]:
    """Make `folder` hold exactly `files`, touching only files that differ; return the paths that changed."""
    there = contents(folder)
    gone = [folder / name for name in there if name not in files]
    for path in gone:
        path.unlink()
    new = [name for name in files if files[name] != there.get(name)]
    for name in new:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(files[name])
    return gone + [folder / name for name in new]


def beside(folder: Path) -> dict[str, bytes]:
    """Read the files beside a notebook, by their path; no link, and no notebook: that may hold hidden checks."""
    found, left = {}, MOST_BESIDE
    for path in sorted(folder.rglob("*")):
        plain = path.is_file() and not path.is_symlink() and path.suffix != ".ipynb"
        if plain and path.stat().st_size <= left and path.resolve().is_relative_to(folder.resolve()):
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
            left -= len(found[path.relative_to(folder).as_posix()])
    return found
