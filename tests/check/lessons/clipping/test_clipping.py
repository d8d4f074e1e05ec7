"""Checks of clipping agree with PyTorch's own clipping, and tell what a step has done to the parameters."""

import pytest
import torch

from gradschool import check
from gradschool.check import CheckFailed
from gradschool.check.lessons.clipping.norms import by_norm, norm_of

DRAWN = check.draw(1, (2, 3), (4,), (), seed=8)[0]


def leaves(seed=8, shapes=((2, 3), (3,))):
    return [check.leaf(*check.draw(1, shape, shape, seed=seed + k)[0]) for k, shape in enumerate(shapes)]


def steep(parameters):
    matrix, vector = parameters
    return torch.exp(matrix @ vector).sum()


def doubling(scale):
    return torch.amp.GradScaler(scale.device.type, init_scale=scale.item())


def right_step(loss, parameters, learning_rate, max_norm):
    optimizer = torch.optim.SGD(parameters, lr=learning_rate)
    optimizer.zero_grad()
    loss(parameters).backward()
    torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    optimizer.step()


def failure(code) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        code()
    return caught.value


@pytest.mark.parametrize("max_norm", [0.1, 1.0, 100.0])
def test_the_formula_is_that_of_pytorch(max_norm):
    parameters = [torch.zeros_like(g, requires_grad=True) for g in DRAWN]
    for parameter, gradient in zip(parameters, DRAWN, strict=True):
        parameter.grad = gradient.clone()
    norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    assert torch.allclose(norm_of(DRAWN), norm, rtol=1e-14)
    for mine, parameter in zip(by_norm(list(DRAWN), max_norm), parameters, strict=True):
        assert torch.allclose(mine, parameter.grad, rtol=1e-14)


def test_a_norm_is_right_only_if_the_gradients_stay():
    at = [leaves()]
    check.gradient_norm(lambda parameters: torch.nn.utils.clip_grad_norm_(parameters, float("inf")), at)
    failed = failure(lambda: check.gradient_norm(lambda p: torch.nn.utils.clip_grad_norm_(p, 0.1), at))
    assert "every .grad as it was" in str(failed)


def test_a_missing_gradient_is_not_taken_for_a_missing_backward_pass():
    at = [[check.leaf([1.0, 2.0]), *leaves()]]
    failed = failure(lambda: check.gradient_norm(lambda ps: torch.stack([p.grad.norm() for p in ps]).norm(), at))
    assert failed.mistake is None
    assert "it has no gradient" in str(failed)


def test_with_or_without_the_small_number_in_the_denominator(capsys):
    def without(gradients, max_norm):
        return [g * min(1.0, max_norm / norm_of(gradients)) for g in gradients]

    check.clipped_gradients(without, [(list(DRAWN), 0.5)])
    assert "without agrees with clip_grad_norm_ at 1 point" in capsys.readouterr().out


def test_a_step_takes_the_global_norm_of_finite_differences(capsys):
    check.clipped_step(right_step, [(steep, leaves(), 0.1, 0.7)])
    assert "right_step agrees with finite differences at 1 point" in capsys.readouterr().out


def test_gradients_that_somebody_left_do_not_count():
    def adds(loss, parameters, learning_rate, max_norm):
        loss(parameters).backward()
        torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        torch.optim.SGD(parameters, lr=learning_rate).step()

    assert failure(lambda: check.clipped_step(adds, [(steep, leaves(), 0.1, 0.7)])).mistake == "NO_ZERO_GRAD"


def test_new_tensors_in_the_list_do_not_move_the_parameters():
    def replaces(loss, parameters, learning_rate, max_norm):
        gradients = torch.autograd.grad(loss(parameters), parameters)
        clipped = by_norm(list(gradients), max_norm)
        parameters[:] = [(p - learning_rate * g).detach() for p, g in zip(parameters, clipped, strict=True)]

    failed = failure(lambda: check.clipped_step(replaces, [(steep, leaves(), 0.1, 0.7)]))
    assert "parameters as they were" in str(failed)


@pytest.mark.parametrize("clip_first, mistake", [(True, "CLIP_BEFORE_UNSCALE"), (False, None)])
def test_clipping_before_unscaling_is_caught(clip_first, mistake):
    def step(loss, parameters, scaler, learning_rate, max_norm):
        optimizer = torch.optim.SGD(parameters, lr=learning_rate)
        optimizer.zero_grad()
        scaler.scale(loss(parameters)).backward()
        if not clip_first:
            scaler.unscale_(optimizer)
        torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        scaler.step(optimizer)
        scaler.update()
        return scaler.get_scale()

    at = [(steep, leaves(), check.made(doubling, 256.0), 0.1, 0.7)]
    if mistake:
        assert failure(lambda: check.clipped_step(step, at, scaled=True)).mistake == mistake
    else:
        check.clipped_step(step, at, scaled=True)


def test_a_scaled_step_with_an_infinite_loss_must_not_move(capsys):
    def never(loss, parameters, scaler, learning_rate, max_norm):
        return scaler.get_scale() / 2

    overflow = [check.leaf([[600.0, 300.0]]), check.leaf([1.0, 2.0])]
    check.clipped_step(never, [(steep, overflow, check.made(doubling, 256.0), 0.1, 0.7)], scaled=True)
    assert "never agrees with finite differences at 1 point" in capsys.readouterr().out


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

    failed = failure(lambda: check.clipped_run(after, [(weighted, leaves(), [1.0, 2.0], 0.1, 0.5)]))
    assert "does not return the norms from before clipping" in str(failed)


def test_groups_are_clipped_each_by_its_own_norm():
    def clip(groups, max_norm):
        before = torch.cat([p.grad.flatten() for group in groups for p in group])
        for group in groups:
            torch.nn.utils.clip_grad_norm_(group, max_norm)
        after = torch.cat([p.grad.flatten() for group in groups for p in group])
        return torch.nn.functional.cosine_similarity(before, after, dim=0)

    check.clipped_groups(clip, [([leaves(1), leaves(3, ((2,),))], 0.9)])
    failed = failure(
        lambda: check.clipped_groups(lambda gs, c: clip([sum(gs, [])], c), [([leaves(1), leaves(3)], 0.9)])
    )
    assert "one norm over all groups" in str(failed)


def clips_groups(groups, max_norm, before):
    for group in groups:
        torch.nn.utils.clip_grad_norm_(group, max_norm)
    return torch.cat([g.flatten() for g in before]), torch.cat([p.grad.flatten() for group in groups for p in group])


def keeps_the_same_tensors(groups, max_norm):
    before, after = clips_groups(groups, max_norm, [p.grad for group in groups for p in group])
    return before @ after / (before.norm() * after.norm())


def gives_the_angle(groups, max_norm):
    before, after = clips_groups(groups, max_norm, [p.grad.clone() for group in groups for p in group])
    return (before @ after / (before.norm() * after.norm())).acos()


def gives_the_product(groups, max_norm):
    before, after = clips_groups(groups, max_norm, [p.grad.clone() for group in groups for p in group])
    return before @ after


@pytest.mark.parametrize(
    "answer, advice",
    [(keeps_the_same_tensors, "the same tensor"), (gives_the_angle, "the angle itself"), (gives_the_product, "norms")],
)
def test_a_wrong_cosine_is_told_what_it_is_and_nothing_is_called_right_first(answer, advice, capsys):
    failed = failure(lambda: check.clipped_groups(answer, [([leaves(1), leaves(3, ((2,),))], 0.9)]))
    assert advice in str(failed)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "factor, advice",
    [
        (lambda gradients, c: 1.0, "takes parameters"),
        (lambda gradients, c: c / norm_of(gradients) ** 2, "square of the norm"),
        (lambda gradients, c: c / sum(g.norm() for g in gradients), "sum of the norms"),
    ],
)
def test_a_wrong_factor_is_told_what_it_is_made_of(factor, advice):
    def answer(gradients, c):
        return [factor(gradients, c) * g for g in gradients]

    assert advice in str(failure(lambda: check.clipped_gradients(answer, [(list(DRAWN), 0.5)])))


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
    assert advice in str(failure(lambda: check.clipped_run(answer, at)))
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
    assert "not finite" in str(failure(lambda: check.clipped_run(looks_at_the_loss, at)))


def test_a_loss_that_nobody_scaled_is_divided_once_too_often():
    def step(loss, parameters, scaler, learning_rate, max_norm):
        optimizer = torch.optim.SGD(parameters, lr=learning_rate)
        optimizer.zero_grad()
        value = loss(parameters)
        scaler.scale(value)
        value.backward()
        scaler.unscale_(optimizer)
        torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        scaler.step(optimizer)
        scaler.update()
        return scaler.get_scale()

    at = [(steep, leaves(), check.made(doubling, 64.0), 0.1, 0.7)]
    failed = failure(lambda: check.clipped_step(step, at, scaled=True))
    assert "once more than it was multiplied" in str(failed)


def test_a_call_is_shown_with_the_gradients_that_came_in():
    at = [[check.leaf([0.0, 0.0], grad=[3.0, 4.0]), check.leaf(1.0, grad=12.0)]]
    message = str(failure(lambda: check.gradient_norm(lambda parameters: 0.0, at)))
    assert "[parameter(tensor([0., 0.]), tensor([3., 4.])), parameter(tensor(1.), tensor(12.))]" in message
