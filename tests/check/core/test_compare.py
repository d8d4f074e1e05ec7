"""Numbers agree within a tolerance of their own size, and a message shows the first that does not."""

import re
import subprocess
import sys

import torch
from check_support import check_slope, failed, number, said, slope

from gradschool import check


def test_two_numbers_that_differ_are_shown_with_digits_that_differ():
    error = failed(check_slope, lambda x: slope(x) + 1e-5, at=[2.0])
    assert said(error, "got") == "12.00001"
    assert said(error, "expected").startswith("12 ± ")


def test_the_worst_entry_of_a_tensor_is_pointed_out():
    x = number([1.0, 2.0, 3.0])
    answer = lambda x: 2 * x + number([0.0, 0.5, 0.1])  # noqa: E731
    error = failed(check.gradient, answer, of=lambda x: (x**2).sum(), at=[x])
    assert said(error, "got") == "[2, 4.5, 6.1], entry [1]: 4.5 against 4"


def test_partials_that_are_swapped_are_shown_side_by_side():
    error = failed(check.gradient, lambda x, y: (x, y), of=lambda x, y: x * y, at=[(2.0, 3.0)])
    assert said(error, "got") == "(2, 3)"
    assert said(error, "expected").startswith("(3, 2)")


def test_success_prints_one_line_that_says_what_agreed(capsys):
    assert check_slope(slope) is None
    out, err = capsys.readouterr()
    assert re.fullmatch(r"slope agrees with finite differences at 3 points, every error under 1e-\d+\n", out)
    assert err == ""


def test_float32_passes_where_the_question_allows_it_and_the_tolerance_follows():
    both = (torch.float32, torch.float64)
    rough = lambda x: slope(x) * (1 + 1e-5)  # noqa: E731
    check_slope(lambda x: rough(x).float(), dtype=both)
    assert failed(check_slope, rough, dtype=both).mistake is None
    assert "float32 or float64 tensor" in said(failed(check_slope, lambda x: slope(x).half(), dtype=both), "expected")


def test_a_point_with_a_large_slope_does_not_hide_an_error_at_a_small_one():
    def answer(x):
        return slope(x) + (1e-3 if x < 1 else 0.0)

    error = failed(check_slope, answer, at=[1000.0, 0.5])
    assert "0.5" in said(error, "call")


def test_a_small_slope_beside_a_large_one_in_the_same_gradient_is_not_lost():
    f = lambda x, y: 1e3 * x + 1e-3 * y  # noqa: E731
    wrong = lambda x, y: (torch.full_like(x, 1e3), torch.full_like(y, 2e-3))  # noqa: E731
    failed(check.gradient, wrong, of=f, at=[(1.0, 1.0)])


def test_the_first_wrong_answer_loads_no_library_that_is_slow_to_load():
    """torch.unravel_index, for one, imports sympy: half a second in the middle of a student's work."""
    code = """
import sys, torch
from gradschool import check
try:
    check.gradient(lambda x: x, of=lambda x: (x**2).sum(), at=[torch.ones(3, dtype=torch.float64)])
except check.CheckFailed as failure:
    print("against" in failure.facts["got"], "sympy" in sys.modules, "torch._dynamo" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "False"]
