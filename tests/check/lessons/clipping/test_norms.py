"""Norms of gradients, and gradients clipped by norm."""

import pytest
import torch
from check_support import failed

from gradschool import check
from gradschool.check.lessons.clipping.norms import by_norm, norm_of

DRAWN = check.draw(1, (2, 3), (4,), (), seed=8)[0]


def leaves(seed=8, shapes=((2, 3), (3,))):
    return [check.leaf(*check.draw(1, shape, shape, seed=seed + k)[0]) for k, shape in enumerate(shapes)]


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
    error = failed(lambda: check.gradient_norm(lambda p: torch.nn.utils.clip_grad_norm_(p, 0.1), at))
    assert "every .grad as it was" in str(error)


def test_a_missing_gradient_is_not_taken_for_a_missing_backward_pass():
    at = [[check.leaf([1.0, 2.0]), *leaves()]]
    error = failed(lambda: check.gradient_norm(lambda ps: torch.stack([p.grad.norm() for p in ps]).norm(), at))
    assert error.mistake is None
    assert "it has no gradient" in str(error)


def test_with_or_without_the_small_number_in_the_denominator(capsys):
    def without(gradients, max_norm):
        return [g * min(1.0, max_norm / norm_of(gradients)) for g in gradients]

    check.clipped_gradients(without, [(list(DRAWN), 0.5)])
    assert "without agrees with clip_grad_norm_ at 1 point" in capsys.readouterr().out


def test_groups_are_clipped_each_by_its_own_norm():
    def clip(groups, max_norm):
        before = torch.cat([p.grad.flatten() for group in groups for p in group])
        for group in groups:
            torch.nn.utils.clip_grad_norm_(group, max_norm)
        after = torch.cat([p.grad.flatten() for group in groups for p in group])
        return torch.nn.functional.cosine_similarity(before, after, dim=0)

    check.clipped_groups(clip, [([leaves(1), leaves(3, ((2,),))], 0.9)])
    error = failed(lambda: check.clipped_groups(lambda gs, c: clip([sum(gs, [])], c), [([leaves(1), leaves(3)], 0.9)]))
    assert "one norm over all groups" in str(error)


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
    error = failed(lambda: check.clipped_groups(answer, [([leaves(1), leaves(3, ((2,),))], 0.9)]))
    assert advice in str(error)
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

    assert advice in str(failed(lambda: check.clipped_gradients(answer, [(list(DRAWN), 0.5)])))


def test_a_call_is_shown_with_the_gradients_that_came_in():
    at = [[check.leaf([0.0, 0.0], grad=[3.0, 4.0]), check.leaf(1.0, grad=12.0)]]
    message = str(failed(lambda: check.gradient_norm(lambda parameters: 0.0, at)))
    assert "[parameter(tensor([0., 0.]), tensor([3., 4.])), parameter(tensor(1.), tensor(12.))]" in message
