# ruff: noqa: E501 (what a submission does stands on one line)
"""What a check passes to a student's function is made anew on the student side, and no expected value goes with it."""

import pytest
import torch
from judge_support import assignment, both_sides, execute, passed, said, submission

from gradschool.staff.judge.plan import NotGradable
from gradschool.staff.judge.sending import ArgumentEncoder, CannotSend, OnStudentSide


def test_what_both_sides_have_is_sent_by_name_and_what_a_library_has_by_its_place():
    def cubic(x):
        return x**3

    encoder = ArgumentEncoder({"cubic": cubic})
    assert encoder.encode(cubic) == ["name", "cubic"]
    assert encoder.encode(torch.sin) == ["library", "torch", "sin"]
    assert encoder.encode([torch.nn.Linear, torch]) == ["list", ["library", "torch.nn", "Linear"], ["module", "torch"]]
    assert encoder.blocks == []


def test_what_came_from_the_student_side_goes_back_by_its_number():
    assert ArgumentEncoder({}).encode((OnStudentSide(7),)) == ["tuple", ["handle", 7]]


def test_what_cannot_be_sent_is_no_exception_that_a_check_could_catch():
    with pytest.raises(CannotSend, match="a check hands over TextIOWrapper"), open(__file__) as file:
        ArgumentEncoder({}).encode(file)
    assert not issubclass(CannotSend, Exception)


HANDED = """\
from gradschool import check
import torch

scale = 3.0


def cube(z):
    return z**3


def of_cube(z):
    return scale * cube(z)


square = lambda z: z**2


class Twice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        return 2 * z

    @staticmethod
    def backward(ctx, grad):
        return 2 * grad


check.equals(apply, [torch.tensor(v, dtype=torch.float64) for v in (2.0, 24.0, 4.0, 4.0, 9.0, 0.0, 3.0)], at=[
    (cubic, torch.tensor(-1.0).double() * 0 + 2.0 - 0.0) if False else (lambda z: z, 2.0), (of_cube, 2.0), (square, 2.0),
    (Twice.apply, 2.0), (lambda z: (lambda y: y * y)(z) + 0, 3.0), (torch.sin, 0.0), (max_of(3.0), 2.0)])
"""


@both_sides
def test_functions_are_handed_over_by_name_place_or_source():
    setup = "import torch\n\n\ndef max_of(k):\n    return lambda z: torch.clamp(z, min=k)\n\n\ndef cubic(x):\n    return x**3\n"
    instructor = assignment(setup, q1=HANDED)
    executed = execute(submission(q1="def apply(f, x):\n    return f(x)", instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)


@both_sides
def test_models_classes_and_methods_work_across_the_sides():
    source = (
        "import torch\nmodel = Net(3)\nassert [tuple(p.shape) for p in model.parameters()] == [(2, 3), (2,)]\n"
        "assert model(torch.ones(1, 3)).shape == (1, 2)\nassert model.lin.in_features == 3\n"
        "net = torch.nn.Linear(2, 2)\nassert count(net) == 6 and net.weight.grad is None"
    )
    answer = (
        "class Net(torch.nn.Module):\n    def __init__(self, n):\n        super().__init__()\n"
        "        self.lin = torch.nn.Linear(n, 2)\n    def forward(self, x):\n        return self.lin(x)\n"
        "def count(m):\n    return sum(p.numel() for p in m.parameters())"
    )
    instructor = assignment(q1=source)
    executed = execute(submission(q1=answer, instructor=instructor), instructor)
    assert passed(executed) == ["a01-q1-check"], said(executed)


@both_sides
def test_what_cannot_be_handed_over_is_one_line_that_blames_the_check():
    instructor = assignment(q1="use(open('x.txt', 'w'))")
    with pytest.raises(NotGradable, match="^a01-q1-check: a check hands over TextIOWrapper, which cannot be sent"):
        execute(submission(q1="def use(x):\n    return x", instructor=instructor), instructor)
