"""Checks of descents: right loops pass, whatever their method, and each wrong order of their lines has its name."""

import pytest
import torch
from check_support import failed
from descent_support import START, by_hand, loop, momentum, valley, wavy

from gradschool import check


def square_error(w, b, x, y):
    return ((x @ w + b - y) ** 2).mean()


def zeros(x, y):
    return x.new_zeros(x.shape[1]), x.new_zeros(())


def uphill(f, w, lr, steps):
    return by_hand(f, w, -lr, steps)


def rebound_in_a_loop_variable(f, w, lr, steps):
    w = w.clone().requires_grad_()
    seen = [w.detach().clone()]
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        for parameter in [w]:
            parameter = parameter - lr * parameter.grad
        seen.append(w.detach().clone())
    return torch.stack(seen)


def rebound(f, w, lr, steps):
    w = w.clone().requires_grad_()
    seen = [w.detach()]
    for _ in range(steps):
        f(w).backward()
        w = w - lr * w.grad
        seen.append(w.detach())
    return torch.stack(seen)


def rebound_without_recording(f, w, lr, steps):
    w = w.clone().requires_grad_()
    seen = [w.detach()]
    for _ in range(steps):
        f(w).backward()
        with torch.no_grad():
            w = w - lr * w.grad
        seen.append(w)
    return torch.stack(seen)


def no_step(f, w, lr, steps):
    return w.expand(steps + 1, *w.shape).clone()


def one_tensor_many_times(f, w, lr, steps):
    return by_hand(f, w, lr, steps)[-1:].repeat(steps + 1, 1)


def late(f, w, lr, steps):
    return torch.cat([w[None], by_hand(f, w, lr, steps)[:-1]])


def without_start(f, w, lr, steps):
    return by_hand(f, w, lr, steps)[1:]


AT = [(START, 0.05, 4), ([0.3, 0.7], 0.1, 3)]


@pytest.mark.parametrize("answer", [by_hand, loop("clear", "loss", "backward", "step")])
def test_a_right_descent_passes(answer, capsys):
    check.path(answer, valley, at=AT)
    check.path(answer, wavy, at=AT)
    assert "agrees with a descent by finite differences at 2 points" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (uphill, "SIGN_FLIPPED"),
        (loop("loss", "backward", "step"), "NO_ZERO_GRAD"),
        (loop("loss", "backward", "clear", "step"), "ZERO_TOO_LATE"),
        (loop("step", "clear", "loss", "backward"), "STEP_BEFORE_BACKWARD"),
        (loop("clear", "step", "loss", "backward"), "STEP_BEFORE_BACKWARD"),
        (loop("loss", "step", "clear", "backward"), "STEP_BEFORE_BACKWARD"),
        (rebound_in_a_loop_variable, "REBOUND_LEAF"),
        (rebound, "REBOUND_LEAF"),
        (rebound_without_recording, "REBOUND_LEAF"),
        (no_step, None),
        (late, None),
        (without_start, None),
        (one_tensor_many_times, None),
    ],
)
def test_a_wrong_descent_is_named_where_it_shows(answer, mistake):
    assert failed(check.path, answer, wavy, at=AT).mistake == mistake


def test_a_history_of_one_tensor_is_told_to_copy():
    assert "Store a copy" in str(failed(check.path, one_tensor_many_times, valley, at=AT))
    assert "one step late" in str(failed(check.path, late, valley, at=AT))


def test_one_step_starts_at_w():
    def step(f, w, lr):
        return by_hand(f, w, lr, 1)[1]

    def gradient(f, w, lr):
        return -(step(f, w, 1.0) - w)

    check.one_step(step, wavy, at=[(START, 0.1), ([0.5], 0.2), (torch.ones(2, 2, dtype=torch.float64), 0.1)])
    assert (
        failed(check.one_step, lambda f, w, lr: 2 * w - step(f, w, lr), wavy, at=[(START, 0.1)]).mistake
        == "SIGN_FLIPPED"
    )
    assert "starts at w" in str(failed(check.one_step, gradient, wavy, at=[(START, 0.1)]))


def data(seed):
    x, noise = check.draw(1, (6, 2), (6,), seed=seed)[0]
    return x, x @ torch.tensor([2.0, -1.0], dtype=torch.float64) + 1 + 0.1 * noise


def trained(x, y, lr, steps, shift=0):
    w, b = (p.requires_grad_() for p in zeros(x, y))
    losses = []
    for _ in range(steps + shift):
        w.grad = b.grad = None
        loss = square_error(w, b, x, y)
        loss.backward()
        losses.append(loss.detach())
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w, b, torch.stack(losses[shift:])


def test_a_fit_is_judged_by_parameters_and_losses():
    at = [(*data(1), 0.1, 5), (*data(2), 0.05, 3)]
    check.fit(trained, square_error, zeros, at=at)
    shifted = failed(check.fit, lambda *a: (*trained(*a)[:2], trained(*a, shift=1)[2]), square_error, zeros, at=at)
    assert shifted.mistake is None and "before the step" in str(shifted)
    assert failed(check.fit, lambda *a: trained(*a)[:2], square_error, zeros, at=at).mistake is None
    number = failed(check.fit, lambda *a: (trained(*a)[0], 0.5, trained(*a)[2]), square_error, zeros, at=at)
    assert number.mistake is None and "it needs no graph" in str(number)
    uphill = failed(check.fit, lambda x, y, lr, n: trained(x, y, -lr, n), square_error, zeros, at=at)
    assert uphill.mistake == "SIGN_FLIPPED"


@pytest.mark.parametrize(("share", "mistake"), [(1, "right"), (2, "LR_TOO_LARGE"), (1.01, "LR_TOO_LARGE"), (0.5, None)])
def test_the_stable_rate_is_two_over_the_largest_curvature(share, mistake):
    def answer(f, w):
        return share * 2 / 10.0

    if mistake == "right":
        check.stable_rate(answer, valley, at=[START, [0.0, 0.0]])
    else:
        assert failed(check.stable_rate, answer, valley, at=[START]).mistake == mistake


@pytest.mark.parametrize("answer", [-0.2, 0.0, float("nan"), float("inf"), "0.2", None, [0.2]])
def test_a_stable_rate_is_a_number_above_zero(answer):
    assert failed(check.stable_rate, lambda f, w: answer, valley, at=[START]).mistake is None


@pytest.mark.parametrize(
    ("rate", "advice"),
    [
        (10.0, "the threshold is 2 / L"),
        (5.0, "the threshold is 2 / L"),
        (0.2003, "wrong by 0.15%, and 0.10% is allowed"),
        (float("inf"), "came out as 0"),
        (0.1, "with a larger one"),
    ],
)
def test_a_stable_rate_that_is_no_mistake_gets_advice(rate, advice):
    assert advice in str(failed(check.stable_rate, lambda f, w: rate, valley, at=[START]))


def test_the_first_wrong_point_of_a_path_is_shown():
    message = str(failed(check.path, loop("step", "clear", "loss", "backward"), valley, at=[(START, 0.05, 20)]))
    assert "entry [1, 0]: 2 against 1.9" in message


@pytest.mark.parametrize(("answer", "advice"), [(no_step, "Nothing moves"), (late, "one step late")])
def test_paths_without_a_name_get_advice(answer, advice):
    assert advice in str(failed(check.path, answer, wavy, at=AT))


@pytest.mark.parametrize("rule", [check.with_momentum, check.by_optimizer])
def test_a_loop_that_forgets_its_state_is_told_so(rule):
    settings = (0.05, 0.5) if rule is check.with_momentum else (momentum,)

    def forgets(f, w, *settings):
        return by_hand(f, w, 0.05, settings[-1])

    assert "before the loop" in str(failed(check.path, forgets, wavy, rule=rule, at=[(START, *settings, 4)]))


def test_a_path_with_some_rows_of_one_tensor_is_told_to_copy():
    def later_rows(f, w, lr, steps):
        right = by_hand(f, w, lr, steps)
        return torch.stack([right[0]] + [right[-1]] * steps)

    def first_row(f, w, lr, steps):
        right = by_hand(f, w, lr, steps)
        return torch.cat([right[-1:], right[1:]])

    assert "Every row but the first" in str(failed(check.path, later_rows, valley, at=AT))
    assert "Row 0 is the last point" in str(failed(check.path, first_row, valley, at=AT))


@pytest.mark.parametrize(("share", "twice", "advice"), [(0.5, 1.0, "1 - mu"), (1.0, 0.05, "comes in twice")])
def test_another_form_of_momentum_is_told_apart(share, twice, advice):
    def descend(f, w, lr, mu, steps):
        path, v = [w], torch.zeros_like(w)
        for _ in range(steps):
            v = mu * v + share * torch.func.grad(f)(path[-1])
            path.append(path[-1] - twice * lr * v)
        return torch.stack(path)

    at = [(START, 0.05, 0.5, 4)]
    assert advice in str(failed(check.path, descend, wavy, rule=check.with_momentum, at=at))


def test_a_fit_that_trains_less_or_another_loss_is_told_so():
    at = [(*data(1), 0.1, 5), (*data(2), 0.05, 3)]

    def only_w(x, y, lr, steps):
        w, b = (p.requires_grad_() for p in zeros(x, y))
        losses = []
        for _ in range(steps):
            loss = square_error(w, b, x, y)
            losses.append(loss.detach())
            (slope,) = torch.autograd.grad(loss, w)
            with torch.no_grad():
                w -= lr * slope
        return w, b, torch.stack(losses)

    def doubled(x, y, lr, steps):
        w, b, losses = trained(x, y, 2 * lr, steps)
        return w, b, 2 * losses

    message = str(failed(check.fit, only_w, square_error, zeros, at=at))
    assert "b never moves" in message and "part 0 (w)" in message
    instead = {"Not twice the loss.": lambda *args: 2 * square_error(*args)}
    assert "Not twice the loss." in str(failed(check.fit, doubled, square_error, zeros, at=at, instead=instead))
