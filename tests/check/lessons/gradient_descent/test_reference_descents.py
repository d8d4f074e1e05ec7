"""The reference descents go by finite differences, and their rules are those of PyTorch."""

import pytest
import torch
from check_support import failed
from descent_support import START, by_hand, loop, momentum, valley, wavy

from gradschool import check


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.1)


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
