"""How an answer works: passes made, functions called, graphs kept, and inputs left as they were."""

import pytest
import torch
from check_support import failed

from gradschool import check


def square(w):
    return (w**2).sum()


def test_work_counts_calls_and_passes(capsys):
    def twice(f, w):
        for _ in range(2):
            f(w).backward()

    at = [(square, check.leaf(1.0))]
    check.work(twice, at, passes=(2, 2), calls={0: 2})
    assert "no more work" in capsys.readouterr().out
    assert "square called 2 times" in str(failed(check.work, twice, at, calls={0: 1}))
    assert "2 backward passes" in str(failed(check.work, twice, at, passes=(0, 1)))
    assert "at least 3" in str(failed(check.work, twice, at, passes=(3, None)))


def test_a_counted_function_still_works_under_torch_func(capsys):
    check.work(lambda f, w: torch.func.grad(f)(w), [(square, torch.ones(2))], passes=(0, 1), calls={0: 1})
    assert "does no more work than it may" in capsys.readouterr().out


def test_a_value_that_keeps_its_graph_is_found():
    check.no_graph_kept(lambda w: [square(w).item(), square(w).detach()], [(check.leaf(2.0),)])
    assert "AddBackward0" in str(failed(check.no_graph_kept, lambda w: (square(w) + 1,), [(check.leaf(2.0),)]))


def test_an_answer_that_changes_what_it_was_given_is_found(capsys):
    def on_a_copy(x, steps):
        return x.clone().mul_(steps)

    def on_the_original(x, steps):
        return x.mul_(steps)

    at = [(torch.tensor([1.0, 2.0], dtype=torch.float64), 3)]
    check.inputs_unchanged(on_a_copy, at)
    assert "as they were" in capsys.readouterr().out
    assert "[3, 6] in it after the call" in str(failed(check.inputs_unchanged, on_the_original, at))


def product(x, y):
    return x * y


POINTS = [(2.0, 3.0), (0.5, -1.0)]


def edges(x, y):
    return {"dp/dx": y, "dp/dy": x, "dz/dp": torch.cos(x * y)}


def line(t):
    return 3 * t + 1


def total(answer, **options):
    check.total_derivative(answer, of=product, through=[torch.square, line], at=[2.0, -1.0, 0.5], **options)


def test_an_answer_by_hand_passes(capsys):
    check.by_hand(edges, at=POINTS)
    assert capsys.readouterr().out == "edges makes no backward pass\n"


def by_backward(t):
    t = t.clone().requires_grad_()
    (t**2).backward()
    return t.grad


def by_autograd_grad(t):
    t = t.clone().requires_grad_()
    return torch.autograd.grad(t**2, t)[0]


def by_func(t):
    return torch.func.grad(torch.square)(t)


@pytest.mark.parametrize("answer", [by_backward, by_autograd_grad, by_func])
def test_autograd_is_noticed_where_the_work_is_to_be_done_by_hand(answer):
    error = failed(check.by_hand, answer, at=[2.0])
    assert "1 backward pass" in str(error) and "leaves the work to autograd" in error.lines[0]


def test_a_stub_is_told_that_it_is_not_written():
    def stub(t):
        raise NotImplementedError

    for ask in (lambda: check.by_hand(stub, at=[1.0]), lambda: total(stub)):
        assert "stub is not written yet" in str(failed(ask))
