"""A call gets copies, keeps quiet, and an answer that raises is told why."""

import sys
import warnings

import pytest
import torch
from check_support import check_slope, cube, failed, number, said, slope

from gradschool import check
from gradschool.check.core.ask import ask


def not_written(x):
    raise NotImplementedError


def test_a_gradient_that_the_next_call_changes_is_judged_as_it_was_returned():
    leaf = torch.zeros((), dtype=torch.float64, requires_grad=True)

    def answer(x, clear):
        leaf.data = x
        if clear and leaf.grad is not None:
            leaf.grad.zero_()
        cube(leaf).backward()
        return leaf.grad

    check_slope(lambda x: answer(x, clear=True))
    assert failed(check_slope, lambda x: answer(x, clear=False)).mistake == "NO_ZERO_GRAD"


def test_a_check_never_changes_its_points():
    x, y = number([1.0, 2.0]), number([3.0, 4.0])

    def answer(x, y):
        x.mul_(2), y.requires_grad_()
        return y.detach(), x / 2

    check.gradient(answer, of=lambda x, y: (x * y).sum(), at=[(x, y)])
    assert x.tolist() == [1.0, 2.0]
    assert not y.requires_grad


def test_nothing_that_an_answer_writes_to_stderr_gets_there(capsys):
    def answer(x):
        warnings.warn("careful", stacklevel=1)
        print("half way", file=sys.stderr)
        return slope(x)

    check_slope(answer)
    assert capsys.readouterr().err == ""


def no_backward(x):
    x = x.clone().requires_grad_()
    cube(x)
    return x.grad


@pytest.mark.parametrize(
    "use", [lambda g: g * 2, lambda g: float(g), lambda g: g.item(), lambda g: g > 0, lambda g: torch.sign(g)]
)
def test_an_empty_grad_is_named_where_the_next_line_stumbles_over_it(use):
    assert failed(check_slope, lambda x: use(no_backward(x))).mistake == "NO_BACKWARD"


def test_a_name_that_holds_no_function_is_said_to():
    error = failed(check_slope, number(12.0))
    assert error.lines[0] == "this check needs a function"
    assert said(error, "got") == "tensor(12.), a Tensor"


def test_a_stub_is_said_to_be_not_written_yet():
    error = failed(check_slope, not_written)
    assert error.lines[0] == "not_written is not written yet"
    assert said(error, "call") is None


def test_a_keyboard_interrupt_is_not_swallowed():
    def answer(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(answer, (number(1.0),))


def test_a_leaf_is_made_anew_for_each_call():
    w = check.leaf([1.0, 2.0], grad=[3.0, 4.0])

    def spoil(w):
        before = w.grad.clone()
        with torch.no_grad():
            w.zero_()
        w.grad.zero_()
        return before

    for _ in range(2):
        reply = ask(spoil, (w,))
        assert reply.value.tolist() == [3.0, 4.0]
        assert reply.parts[0][0].is_leaf and reply.parts[0][0].requires_grad and not reply.parts[0][0].grad.any()


def test_tensors_in_lists_are_handed_over_as_copies():
    chunk = torch.ones(2)

    def spoil(chunks):
        chunks[0][0].zero_()

    ask(spoil, ([(chunk, "text")],))
    assert chunk.tolist() == [1.0, 1.0]


def test_a_graph_is_handed_over_as_a_copy():
    graph = {"a": ["x"], "x": []}

    def spoil(graph):
        graph.pop("a").clear()
        graph["x"].append("y")

    for _ in range(2):
        ask(spoil, (graph,))
    assert graph == {"a": ["x"], "x": []}
