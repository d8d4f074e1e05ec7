"""The reference descents go by finite differences, and their rules are those of PyTorch."""

import pytest
import torch
from check_support import failed

from gradschool import check

START = [2.0, -1.0]


def valley(w):
    return (w[0] - 1) ** 2 + 5 * w[1] ** 2


def wavy(w):
    return (w**2).sum() + torch.sin(3 * w).sum()


def momentum(parameters):
    return torch.optim.SGD(parameters, lr=0.05, momentum=0.5)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.1)


# Loops as a student writes them: the lines of a round in some order
def loop(*lines, make=lambda parameters, lr: torch.optim.SGD(parameters, lr=lr)):
    """A loop of `lines`, each of them "clear", "loss", "backward" or "step"."""

    def descend(f, w, lr, steps):
        w = w.clone().requires_grad_()
        optimizer, seen, loss = make([w], lr), [w.detach().clone()], f(w)
        for _ in range(steps):
            for line in lines:
                if line == "loss":
                    loss = f(w)
                elif line == "backward":
                    loss.backward()
                else:
                    optimizer.zero_grad() if line == "clear" else optimizer.step()
            seen.append(w.detach().clone())
        return torch.stack(seen)

    return descend


def by_hand(f, w, lr, steps):
    seen = [w]
    for _ in range(steps):
        (grad,) = torch.autograd.grad(f(leaf := seen[-1].clone().requires_grad_()), leaf)
        seen.append(seen[-1] - lr * grad)
    return torch.stack(seen)


AT = [(START, 0.05, 4), ([0.3, 0.7], 0.1, 3)]


def test_the_right_path_goes_by_finite_differences(monkeypatch):
    """A function whose backward pass is wrong: the check follows its values."""

    class Lying(torch.autograd.Function):
        @staticmethod
        def forward(ctx, w):
            return w.clone()

        @staticmethod
        def backward(ctx, grad):
            return -grad

    assert failed(check.path, by_hand, lambda w: valley(Lying.apply(w)), at=AT).mistake == "SIGN_FLIPPED"


def test_momentum_by_hand_is_that_of_torch():
    def heavy(f, w, lr, mu, steps):
        return loop("clear", "loss", "backward", "step", make=lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=mu))(
            f, w, lr, steps
        )

    check.path(heavy, wavy, rule=check.with_momentum, at=[(START, 0.02, 0.9, 6)])
    plain = failed(
        check.path, lambda *a: heavy(*a[:3], 0.0, a[-1]), wavy, rule=check.with_momentum, at=[(START, 0.02, 0.9, 6)]
    )
    assert plain.mistake is None


@pytest.mark.parametrize("make", [momentum, adam])
def test_any_optimizer_can_be_the_rule(make):
    def right(f, w, make, steps):
        return loop("clear", "loss", "backward", "step", make=lambda p, _: make(p))(f, w, 0.0, steps)

    def renewed(f, w, make, steps):
        seen = [w]
        for _ in range(steps):
            seen.append(right(f, seen[-1], make, 1)[-1])
        return torch.stack(seen)

    check.path(right, wavy, rule=check.by_optimizer, at=[(START, make, 6)])
    assert failed(check.path, renewed, wavy, rule=check.by_optimizer, at=[(START, make, 6)]).mistake is None
