"""The package as a student installs it: the wheel with what it declares and nothing else, in a folder without source/.

The environment holds hard links to packages of the one that runs the tests, so nothing is downloaded.
"""

import importlib.metadata
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
import toy
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from gradschool import __version__

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]
NAME = "01_first_gradients"


@dataclass(frozen=True)
class Student:
    """A student's machine: an environment with the wheel in it, and the folder that was handed out."""

    environment: Path
    packages: Path
    folder: Path

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess:
        """Run a program of the environment in the folder, and none of what the tests are run with."""
        programs = self.environment / "bin"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER"))}
        kept["PATH"] = os.pathsep.join([str(programs), "/usr/local/bin", "/usr/bin", "/bin"])
        command = [str(programs / program), *arguments]
        return subprocess.run(command, cwd=self.folder, env=kept, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built from a copy, because building leaves files in the folder."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(toy.ROOT / "gradschool", folder / "gradschool", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(toy.ROOT / name, folder)
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder / "dist"), str(folder))
    [built] = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def student(wheel, tmp_path_factory) -> Student:
    root = tmp_path_factory.mktemp("student")
    environment, folder = root / "environment", root / "course"
    venv.create(environment, symlinks=True, with_pip=False)
    pip("--python", str(environment), "install", "--no-deps", str(wheel))
    [packages] = environment.glob("lib/python*/site-packages")
    [installed] = importlib.metadata.distributions(name="gradschool", path=[str(packages)])
    for needed in closure(installed):
        link(needed, packages)
    folder.mkdir()
    for name in ("notebooks", "release"):
        shutil.copytree(toy.ROOT / name, folder / name)
    shutil.copy(toy.ROOT / "nbgrader_config.py", folder)
    return Student(environment, packages, folder)


def pip(*arguments: str) -> None:
    """Run pip where it can reach no package index."""
    offline = os.environ | {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run([sys.executable, "-m", "pip", *arguments], env=offline, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def closure(package: importlib.metadata.Distribution) -> list[importlib.metadata.Distribution]:
    """What `package` declares without any extra, and what that declares in turn, as installed here."""
    found: dict[tuple[str, str], importlib.metadata.Distribution] = {}
    asked = [(package, "")]
    while asked:
        distribution, extra = asked.pop()
        for needed in map(Requirement, distribution.requires or []):
            if needed.marker is not None and not needed.marker.evaluate({"extra": extra}):
                continue
            here = importlib.metadata.distribution(needed.name)
            assert needed.specifier.contains(here.version), f"{needed}, and {here.version} is installed"
            for wanted in ("", *needed.extras):
                if (key := (canonicalize_name(needed.name), wanted)) not in found:
                    found[key] = here
                    asked.append((here, wanted))
    return list({name: distribution for (name, _), distribution in found.items()}.values())


def link(distribution: importlib.metadata.Distribution, packages: Path) -> None:
    """Put a distribution's importable files into another environment: linked, or copied to another disk."""
    for file in distribution.files or ():
        here, there = Path(distribution.locate_file(file)), packages / file
        if ".." in file.parts or not here.is_file():  # programs, and what was not compiled
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(here, there)
        except OSError:
            shutil.copy2(here, there)


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.name == f"gradschool-{__version__}-py3-none-any.whl"
    assert {name.split("/")[0] for name in names} == {"gradschool", f"gradschool-{__version__}.dist-info"}
    assert "gradschool/staff/warm/kernel/kernelspec/kernel.json" in names
    assert any(name.startswith("gradschool/staff/report/templates/") for name in names)


def test_the_student_has_only_what_the_package_declares(student):
    for name in ("nbgrader", "sqlalchemy", "pytest"):
        done = student.run("python", "-c", f"import {name}")
        assert f"ModuleNotFoundError: No module named '{name}'" in done.stderr
    done = student.run("python", "-c", "import gradschool; print(gradschool.__file__)")
    assert Path(done.stdout.strip()) == student.packages / "gradschool" / "__init__.py"


def test_a_dependency_that_is_not_declared_is_missed(student):
    """As it would be by a student: this gate can fail."""
    hidden = student.packages / "click.hidden"
    (student.packages / "click").rename(hidden)
    try:
        done = student.run("gradschool", "--version")
    finally:
        hidden.rename(student.packages / "click")
    assert done.returncode == 1
    assert "ModuleNotFoundError: No module named 'click'" in done.stderr


def test_what_lessons_and_commands_of_students_import_is_there(student):
    modules = ["card", "check", "diagnose", "observe.watch", "oracle", "plots", "plots.slider", "tape"]
    modules += ["staff.learner.one_process", "staff.warm.kernel.provisioner", "staff.warm.kernel.child"]
    done = student.run("python", "-c", "import " + ", ".join(f"gradschool.{name}" for name in modules))
    assert done.returncode == 0, done.stderr


def test_the_version_is_printed(student):
    assert student.run("gradschool", "--version").stdout == f"gradschool, version {__version__}\n"


def test_the_machine_is_found_ready(student):
    done = student.run("gradschool", "doctor", "--student")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ok   kernel python3 runs this environment's Python" in done.stdout
    assert "note jupyterlab: not installed" in done.stdout
    assert f"assignments in {student.folder / 'release'}" in done.stdout


def test_copies_are_made_and_marked_by_the_visible_checks(student):
    done = student.run("gradschool", "work")
    assert done.returncode == 0, done.stderr
    assert f"work/{NAME}: ready to work on\n" in done.stdout
    blank = student.run("gradschool", "try", "01")
    assert blank.returncode == 0, blank.stderr
    assert "0 / 6" in blank.stdout
    shutil.copy(toy.ROOT / "solutions" / NAME / f"{NAME}.ipynb", student.folder / "work" / NAME)
    right = student.run("gradschool", "try", "01")
    assert right.returncode == 0, right.stderr
    assert "6 / 6" in right.stdout
    assert "The hidden checks (14 points) were not run: only your instructor has them." in right.stdout


@pytest.mark.parametrize("arguments", [("build",), ("demo",), ("grade", "01"), ("report", "01")], ids=lambda a: a[0])
def test_an_instructors_command_names_the_extra_that_it_needs(student, arguments):
    done = student.run("gradschool", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"gradschool {arguments[0]} needs the extra \"staff\": pip install 'gradschool[staff]'\n"
