"""The outer wall: a bubblewrap box in which the warm process of the student side lives.

In the box there is the interpreter with its packages, this package, a few device files and one small writable folder;
no network, no other process, nothing of the course. The inner walls, one set for each forked process, are in `walls`.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import gradschool
from gradschool.staff.sandbox import inner_walls

SCRATCH = Path("/scratch")
HOME, FOLDER, FONTS = SCRATCH / "home", SCRATCH / "work", Path("/fonts")
# Of /etc only what finds libraries and fonts; nothing that names users or holds secrets.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
PROCESSORS = "/sys/devices/system/cpu"
INSTALL = "sudo apt install bubblewrap (Fedora: sudo dnf install bubblewrap)"


class SandboxMissing(Exception):
    """This system lacks a wall of the sandbox. Its text names it and says what to do."""


def missing() -> list[str]:
    """The walls that this system lacks, one line each with the remedy; empty when all are there."""
    if sys.platform != "linux":
        return [f"the sandbox needs Linux, and this is {sys.platform}: student code would run unconfined"]
    lacking = inner_walls.missing()
    program = shutil.which("bwrap")
    if program is None:
        return [f"bubblewrap is not installed; run: {INSTALL}", *lacking]
    if problem := _cannot_start(program):
        return [f"bubblewrap cannot make a box here ({problem}); allow unprivileged user namespaces", *lacking]
    return lacking


@cache
def _cannot_start(program: str) -> str | None:
    command = [program, *_namespaces(), "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    tried = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=20)
    return None if tried.returncode == 0 else (tried.stderr.strip().splitlines() or ["no reason given"])[-1]


def require() -> None:
    """Raise SandboxMissing when a wall is missing."""
    if lacking := missing():
        raise SandboxMissing(f"{'; '.join(lacking)}; or grade without walls: --no-sandbox, or --Judge.sandbox=False")


def _namespaces() -> list[str]:
    return ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]


def wrap(command: list[str], scratch_mb: int) -> list[str]:
    """`command` as it is run in a fresh box whose one writable place holds `scratch_mb` MB."""
    box = [shutil.which("bwrap"), *_namespaces(), "--hostname", "box"]
    if os.getuid() == 0:
        box += ["--uid", "65534", "--gid", "65534"]
    # These are made by --tmpfs anew: empty, small, and read-only once what belongs there is in.
    made = ["/dev", "/etc", "/run"]
    if course_in_tmp := any(folder.startswith("/tmp/") for folder in readable_folders()):
        made.append("/tmp")
    for folder in made:
        box += ["--size", str(1 << 20), "--tmpfs", folder]
    for path in SYSTEM:
        box += _readable(path)
    for path in readable_folders():
        box += ["--ro-bind", os.path.realpath(path), path]
    for device in (*DEVICES, *gpu_devices()):
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
    return [*box, "--", *command]


def environment() -> dict[str, str]:
    """All of the environment that student code gets in a box."""
    return {
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
        # Else glibc reserves 64 MB of addresses for each thread, and a dozen of them meet the limit on memory.
        "MALLOC_ARENA_MAX": "2",
    }


def readable_folders() -> list[str]:
    """Where the interpreter, its packages and this package are, outside the system's own folders."""
    folders = [sys.prefix, sys.base_prefix, str(package())]
    folders += [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    folders += [os.path.realpath(folder) for folder in folders]
    outside = [folder for folder in folders if os.path.isdir(folder) and not folder.startswith(("/usr/", "/lib"))]
    kept = [folder for folder in dict.fromkeys(outside) if folder not in ("/", "/usr")]
    return sorted(folder for folder in kept if not any(folder.startswith(f"{other}/") for other in kept))


def package() -> Path:
    """The folder of this package, the only part of a clone that is in the box."""
    return Path(gradschool.__file__).resolve().parent


def gpu_devices() -> list[str]:
    """The device files of NVIDIA's and AMD's drivers, so that a GPU is usable in the box."""
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
    """Bind a path of the system, a link as a link; nothing where there is none."""
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    return ["--ro-bind", path, path] if os.path.exists(path) else []


def clean(folder: Path = SCRATCH) -> None:
    """Empty the writable place of the box, and make the folders that must be there."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, onerror=_make_writable)
        else:
            path.unlink()
    for name in ("home", "work", "tmp", "shm"):
        (folder / name).mkdir()
    if FONTS.is_dir():
        shutil.copytree(FONTS, HOME / ".config" / "matplotlib", ignore=shutil.ignore_patterns("tex.cache"))


def _make_writable(remove, path, _) -> None:
    """A folder that its owner may not change can't be emptied: allow it, and try once more."""
    os.chmod(os.path.dirname(path), 0o700)
    if os.path.isdir(path) and not os.path.islink(path):
        os.chmod(path, 0o700)
        shutil.rmtree(path)
    else:
        remove(path)
