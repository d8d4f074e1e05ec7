"""Runs that clip: where they end, and the norms that they list."""

import pytest
import torch
from check_support import failed

from gradschool import check


def leaves(seed=8, shapes=((2, 3), (3,))):
    return [check.leaf(*check.draw(1, shape, shape, seed=seed + k)[0]) for k, shape in enumerate(shapes)]


def steep(parameters):
    matrix, vector = parameters
    return torch.exp(matrix @ vector).sum()


def run(loss, parameters, batches, learning_rate, max_norm):
    optimizer, norms = torch.optim.SGD(parameters, lr=learning_rate), []
    for batch in batches:
        optimizer.zero_grad()
        loss(parameters, batch).backward()
        norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        if norm.isfinite():
            optimizer.step()
            norms.append(norm.item())
    return norms


def weighted(parameters, batch):
    return batch * steep(parameters)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_run_leaves_out_what_is_not_finite(bad, capsys):
    check.clipped_run(run, [(weighted, leaves(), [1.0, bad, 0.2, 2.0], 0.1, 0.5)])
    assert "agrees with the right run" in capsys.readouterr().out


def test_the_right_run_is_made_of_right_steps(capsys):
    parameters = [torch.tensor(p, dtype=torch.float64, requires_grad=True) for p in ([[0.3, -0.2]], [0.5, 1.0])]
    run(weighted, parameters, [1.0], 0.1, 0.5)

    def moves_there(loss, given, learning_rate, max_norm):
        with torch.no_grad():
            for p, right in zip(given, parameters, strict=True):
                p.copy_(right)

    check.clipped_step(moves_there, [(steep, [check.leaf([[0.3, -0.2]]), check.leaf([0.5, 1.0])], 0.1, 0.5)])
    assert "moves_there agrees with finite differences at 1 point" in capsys.readouterr().out


def test_norms_from_after_the_clipping_are_not_those_asked_for():
    def after(*args):
        return [min(norm, args[-1]) for norm in run(*args)]

    error = failed(lambda: check.clipped_run(after, [(weighted, leaves(), [1.0, 2.0], 0.1, 0.5)]))
    assert "does not return the norms from before clipping" in str(error)


def ends_at_the_broken_batch(loss, parameters, batches, learning_rate, max_norm):
    return run(loss, parameters, batches[:1], learning_rate, max_norm)


def lists_the_broken_batch(*args):
    first, *others = run(*args)
    return [first, float("nan"), *others]


def gives_a_tensor(*args):
    return torch.tensor(run(*args))


@pytest.mark.parametrize(
    "answer, advice",
    [
        (ends_at_the_broken_batch, "go on with the next batch"),
        (lists_the_broken_batch, "a list of 4 numbers for 3 steps"),
        (gives_a_tensor, "Return a Python list"),
    ],
)
def test_a_wrong_run_is_told_what_it_did_and_nothing_is_called_right_first(answer, advice, capsys):
    at = [(weighted, leaves(), [1.0, float("nan"), 0.2, 2.0], 0.1, 0.5)]
    assert advice in str(failed(lambda: check.clipped_run(answer, at)))
    assert capsys.readouterr().out == ""


def test_a_finite_loss_with_an_infinite_gradient_is_left_out():
    def root(parameters, batch):
        return (parameters[0].sum() - batch).sqrt()

    def looks_at_the_loss(loss, parameters, batches, learning_rate, max_norm):
        optimizer = torch.optim.SGD(parameters, lr=learning_rate)
        for batch in batches:
            optimizer.zero_grad()
            value = loss(parameters, batch)
            if value.isfinite():
                value.backward()
                torch.nn.utils.clip_grad_norm_(parameters, max_norm)
                optimizer.step()

    at = [(root, [check.leaf([3.0, 1.0])], [4.0, 1.0, 2.0], 0.1, 0.5)]
    check.clipped_run(run, at)
    assert "not finite" in str(failed(lambda: check.clipped_run(looks_at_the_loss, at)))
