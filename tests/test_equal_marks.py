"""Every sample answer gets the same marks again, and the marks that nbgrader's own execution gives."""

import pytest
from answers_support import assignments_with_answers, grade
from equal_support import (
    ALL,
    NONE,
    chosen,
    common_key,
    differences,
    extent,
    graded_anew,
    graded_by_stock,
    own_key,
    packed_anew,
    read_record,
)

from gradschool.staff.sandbox import box

pytestmark = [pytest.mark.slow, pytest.mark.equal]
if box.missing():
    pytestmark.append(pytest.mark.skip(reason="; ".join(box.missing())))
# On the worker where the answers of an assignment are graded already.
each_assignment = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(f"grade-{name}")) for name in assignments_with_answers()]
)


@each_assignment
def test_every_check_gives_the_same_marks_again_beside_other_answers(name):
    again = graded_anew(name)
    assert differences(grade(name).points, again) == {}
    assert again.keys() == grade(name).points.keys()


@each_assignment
def test_every_check_gives_the_marks_of_nbgraders_own_execution(name, request, monkeypatch, tmp_path):
    common = common_key()
    everything = request.config.getoption("--compare-all")
    wanted = ALL if everything else extent(name, read_record(), own_key(name), common)
    if wanted == NONE:
        pytest.skip(f"{name}: all answers were compared as they are now, says tests/equal_record.json")
    # The same execution in one process, only started faster.
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "gradschool-warm")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))  # nobody's own settings count
    stock, warned = graded_by_stock(name, chosen(packed_anew(name), wanted, common))
    assert differences(grade(name).points, stock, warned) == {}
