"""The outer wall: a bubblewrap box in which the warm process of the student side lives.

The box holds the interpreter with its packages, this package, a few device files and one small writable folder. It has
no network, no other process and nothing of the course. `inner_walls` adds one more set of walls around each process
that is forked in the box.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import gradschool
from gradschool.staff.sandbox import namespace

SCRATCH = Path("/scratch")
HOME, FOLDER, FONTS = SCRATCH / "home", SCRATCH / "work", Path("/fonts")
# Of /etc only what is needed to find libraries and fonts; nothing that names users or holds secrets.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
PROCESSORS = "/sys/devices/system/cpu"
INSTALL = "sudo apt install bubblewrap (Fedora: sudo dnf install bubblewrap)"


def missing() -> list[str]:
    """Say in one line, with the remedy, why bubblewrap cannot make a box here; empty when it can."""
    program = shutil.which("bwrap")
    if program is None:
        return [f"bubblewrap is not installed; run: {INSTALL}"]
    if problem := _cannot_start(program):
        return [f"bubblewrap cannot make a box here ({problem}); allow unprivileged user namespaces"]
    return []


@cache
def _cannot_start(program: str) -> str | None:
    command = [program, *_namespaces(), "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    tried = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=20)
    return None if tried.returncode == 0 else (tried.stderr.strip().splitlines() or ["no reason given"])[-1]


def _namespaces() -> list[str]:
    return ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]


def command(program: list[str], scratch_mb: int) -> list[str]:
    """Return the command that runs `program` in a new box whose one writable place holds `scratch_mb` MB."""
    box = [shutil.which("bwrap") or "bwrap", *_namespaces(), "--hostname", "box"]
    if os.getuid() == 0:
        box += ["--uid", "65534", "--gid", "65534"]
    # Each of these is a new, empty, small file system; it becomes read-only once it holds what belongs there.
    made = ["/dev", "/etc", "/run"]
    if course_in_tmp := any(folder.startswith("/tmp/") for folder in readable_folders()):
        made.append("/tmp")
    for folder in made:
        box += ["--size", str(1 << 20), "--tmpfs", folder]
    for path in SYSTEM:
        box += _readable(path)
    for path in readable_folders():
        box += ["--ro-bind", os.path.realpath(path), path]
    for device in devices():
        box += ["--dev-bind-try", device, device]
    if os.path.isdir(fonts := _font_cache()):
        box += ["--ro-bind", fonts, str(FONTS)]
    box += ["--proc", "/proc", "--ro-bind-try", PROCESSORS, PROCESSORS]
    box += ["--size", str(scratch_mb << 20), "--tmpfs", str(SCRATCH)]
    if not course_in_tmp:  # else only $TMPDIR can be written
        box += ["--symlink", str(SCRATCH / "tmp"), "/tmp"]
    box += ["--symlink", str(SCRATCH / "shm"), "/dev/shm", "--symlink", "/proc/self/fd", "/dev/fd"]
    for folder in (*made, "/"):
        box += ["--remount-ro", folder]
    box += ["--chdir", str(SCRATCH), "--clearenv"]
    for name, value in environment().items():
        box += ["--setenv", name, value]
    return [*box, "--", *program]


def environment() -> dict[str, str]:
    """Return all environment variables that student code gets in a box."""
    return {
        namespace.VARIABLE: namespace.own(),
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), "/usr/bin", "/bin"]),
        "PYTHONPATH": str(package().parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(HOME),
        "TMPDIR": str(SCRATCH / "tmp"),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(HOME / ".config" / "matplotlib"),
        "IPYTHONDIR": str(HOME / ".ipython"),
        "OMP_NUM_THREADS": "1",
        # Without it glibc reserves 64 MB of addresses for each thread, and a dozen threads reach the limit on memory.
        "MALLOC_ARENA_MAX": "2",
    }


def readable() -> list[str]:
    """Paths in the box that a student's process may read; its own folder in /proc comes on top."""
    return [*SYSTEM, *readable_folders(), PROCESSORS, "/proc/cpuinfo", "/proc/meminfo", "/proc/driver/nvidia"]


def devices() -> list[str]:
    """Device files in the box."""
    return [*DEVICES, *gpu_devices()]


def readable_folders() -> list[str]:
    """Folders of the interpreter, its packages and this package that are outside the system's own folders."""
    folders = [sys.prefix, sys.base_prefix, str(package())]
    folders += [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    folders += [os.path.realpath(folder) for folder in folders]
    outside = [folder for folder in folders if os.path.isdir(folder) and not folder.startswith(("/usr/", "/lib"))]
    kept = [folder for folder in dict.fromkeys(outside) if folder not in ("/", "/usr")]
    return sorted(folder for folder in kept if not any(folder.startswith(f"{other}/") for other in kept))


def package() -> Path:
    """Return the folder of this package, the only part of a clone that is in the box."""
    return Path(gradschool.__file__).resolve().parent


def gpu_devices() -> list[str]:
    """Return the device files of NVIDIA's and AMD's drivers, which make a GPU usable in the box."""
    folders = [Path("/dev"), Path("/dev/nvidia-caps")]
    found = [path for folder in folders if folder.is_dir() for path in folder.glob("nvidia*") if not path.is_dir()]
    found += [path for path in (Path("/dev/nvidia-caps"), Path("/dev/kfd"), Path("/dev/dri")) if path.exists()]
    return [str(path) for path in found]


def _font_cache() -> str:
    base = os.environ.get("MPLCONFIGDIR") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "matplotlib"
    )
    return os.path.realpath(base)


def _readable(path: str) -> list[str]:
    """Options that show a path of the system in the box, a link as a link; none where the path does not exist."""
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    return ["--ro-bind", path, path] if os.path.exists(path) else []


def clean() -> None:
    """Empty the writable place of the box, and make the folders that must be there. Raises RuntimeError outside a box.

    The system itself may have a folder of this name, full of somebody's data.
    """
    namespace.require_inside(f"emptying {SCRATCH}")
    for path in SCRATCH.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, onerror=_make_writable)
        else:
            path.unlink()
    for name in ("home", "work", "tmp", "shm"):
        (SCRATCH / name).mkdir()
    if FONTS.is_dir():
        shutil.copytree(FONTS, HOME / ".config" / "matplotlib", ignore=shutil.ignore_patterns("tex.cache"))


def _make_writable(remove: Callable[[str], Any], path: str, _: object) -> None:
    """Try once more to delete what could not be deleted: its folder may have been write-protected by its owner."""
    os.chmod(os.path.dirname(path), 0o700)
    if os.path.isdir(path) and not os.path.islink(path):
        os.chmod(path, 0o700)
        shutil.rmtree(path)
    else:
        remove(path)
