"""A history that keeps graphs is found, and a count of the bytes that a graph keeps is checked."""

import pytest
import torch
from check_support import failed

from gradschool import check
from gradschool.observe.saved_bytes import SavedBytes, bytes_saved

X = torch.linspace(-1.0, 1.0, 10, dtype=torch.float64)


def chain(x):
    return x.tanh().tanh()


def test_a_count_of_bytes_is_checked():
    check.saved_bytes(bytes_saved, at=[(chain, X)])
    assert "160" in str(failed(check.saved_bytes, lambda f, x: 2 * x.numel(), at=[(chain, X)]))


def test_a_count_of_bytes_gets_the_advice_that_fits():
    def each_time(f, x):
        with SavedBytes() as graph:
            value = f(x.clone().requires_grad_())
        return graph.held if value.requires_grad else 0

    at = [(chain, X), (lambda x: x * x, X)]
    assert "counted each time" in str(failed(check.saved_bytes, each_time, at=at))
    assert "does not require grad" in str(failed(check.saved_bytes, lambda f, x: bytes_saved(lambda x: x, x), at=at))


def run(store):
    def answer(x, steps):
        x = x.clone().requires_grad_()
        return [store(chain(x).sum()) for _ in range(steps)]

    return answer


@pytest.mark.parametrize("store", [float, torch.Tensor.item, torch.Tensor.detach], ids=["float", "item", "detach"])
def test_a_history_of_numbers_passes(store, capsys):
    check.steady_memory(run(store), few=(X, 2), many=(X, 5))
    assert "keeps no graph" in capsys.readouterr().out


@pytest.mark.parametrize("store", [lambda loss: loss, torch.clone], ids=["as it is", "clone"])
def test_a_history_of_losses_has_a_name(store):
    error = failed(check.steady_memory, run(store), few=(X, 2), many=(X, 5))
    assert error.mistake == "LOSS_HISTORY_LEAK"
    assert "5 tensors with a graph, which keep 800 bytes" in str(error)


def test_graphs_that_pile_up_and_are_dropped_at_the_end_are_found_without_a_name():
    def answer(x, steps):
        return [float(loss) for loss in run(lambda loss: loss)(x, steps)]

    error = failed(check.steady_memory, answer, few=(X, 2), many=(X, 5))
    assert error.mistake is None
    assert "up to 800 bytes" in str(error)


def test_an_answer_that_uses_torch_func_is_judged_without_the_bytes(capsys):
    def answer(x, steps):
        return [torch.func.grad(lambda z: chain(z).sum())(x).sum() for _ in range(steps)]

    check.steady_memory(answer, few=(X, 2), many=(X, 5))
    assert "answer keeps no graph: 0 bytes at a time" in capsys.readouterr().out
