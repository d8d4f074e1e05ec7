"""The transforms of torch.func work under `Watch`, as in every call that a check makes, and are counted there."""

import pytest
import torch
from torch.func import grad, hessian, jacfwd, jacrev, jvp, vjp, vmap

from gradschool.check import CheckFailed
from gradschool.check.core.ask import ask
from gradschool.observe.watch import Watch

POINT = torch.tensor([3.0, 4.0, 2.0], dtype=torch.float64)
POINTS = torch.rand(5, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(1)) + 1
EYE = torch.eye(2, dtype=torch.float64)


def camera(point):
    x, y, z = point.unbind(-1)
    return torch.stack([x / z, y / z], dim=-1)


def bend(x):
    return x[0] ** 2 * x[1] + x[1] * x[2] ** 3


def entries_of_a_recorded_gradient(x):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(bend(x), x, create_graph=True)
    return torch.stack([torch.autograd.grad(entry, x, retain_graph=True)[0] for entry in gradient])


# a call, the backward passes that it makes, and how many of them are recorded
CALLS = {
    "jacrev": (lambda: jacrev(camera)(POINT), 1, 1),
    "jacfwd": (lambda: jacfwd(camera)(POINT), 0, 0),
    "grad": (lambda: grad(bend)(POINT), 1, 1),
    "grad of grad": (lambda: grad(lambda x: grad(bend)(x).sum())(POINT), 2, 2),
    "hessian": (lambda: hessian(bend)(POINT), 1, 1),
    "vmap of jacrev": (lambda: vmap(jacrev(camera))(POINTS), 1, 1),
    "vmap of grad": (lambda: vmap(grad(bend))(POINTS), 1, 1),
    "vmap of vjp": (lambda: vmap(vjp(camera, POINT)[1])(EYE)[0], 1, 1),
    "jvp": (lambda: jvp(camera, (POINT,), (POINT,))[1], 0, 0),
    "jvp of grad": (lambda: jvp(grad(bend), (POINT,), (POINT,))[1], 1, 1),
    "functional.jacobian": (lambda: torch.autograd.functional.jacobian(camera, POINT), 2, 0),
    "functional.hessian": (lambda: torch.autograd.functional.hessian(bend, POINT), 4, 1),
    "by hand": (lambda: entries_of_a_recorded_gradient(POINT), 4, 1),
}


@pytest.mark.parametrize("call, passes, recorded", CALLS.values(), ids=CALLS)
def test_a_transform_gives_the_same_under_watch_and_is_counted(call, passes, recorded):
    reply = ask(call, ())
    assert torch.equal(reply.value, call().detach())
    assert (reply.backward_passes, reply.recorded_passes) == (passes, recorded)


def test_the_largest_tensor_of_a_call_is_known():
    x = torch.ones(50, dtype=torch.float64)
    assert ask(lambda: hessian(lambda x: (x**3).sum())(x) @ x, ()).largest == 2500
    assert ask(lambda: jvp(grad(lambda x: (x**3).sum()), (x,), (x,))[1], ()).largest == 50


def differentiate_again(x, take):
    x = x.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(bend(x), x)
    return torch.autograd.grad(take(gradient), x)[0]


@pytest.mark.parametrize(
    "take",
    [lambda g: g[0], lambda g: g.sum(), lambda g: (g * POINT).sum(), lambda g: g @ POINT, lambda g: list(g)[1]],
    ids=["entry", "sum", "product", "dot", "unpacked"],
)
def test_a_gradient_that_no_pass_recorded_is_recognised(take):
    with pytest.raises(CheckFailed) as caught:
        ask(lambda: differentiate_again(POINT, take), ())
    assert caught.value.mistake == "HESSIAN_NO_GRAPH"


def steps_and_forgets(x):
    """A descent whose second round has lost requires_grad: nobody differentiates a gradient here."""
    x = x.clone().requires_grad_()
    for _ in range(2):
        (gradient,) = torch.autograd.grad(bend(x), x)
        x = x.detach() - 0.1 * gradient
    return x


def scales_the_gradient(x):
    x = x.clone().requires_grad_()
    bend(x).backward()
    return (x.grad / x.grad.norm() - x.detach()).sum().backward()


@pytest.mark.parametrize("answer", [steps_and_forgets, scales_the_gradient])
def test_what_was_computed_with_a_gradient_is_no_gradient(answer):
    with pytest.raises(CheckFailed) as caught:
        ask(answer, (POINT,))
    assert caught.value.mistake != "HESSIAN_NO_GRAPH"


def test_a_pass_that_fails_is_told_from_one_that_does_not():
    with Watch() as seen, pytest.raises(RuntimeError):
        differentiate_again(POINT, lambda g: g[0])
    assert seen.graphless_roots == 1
    with Watch() as seen:
        entries_of_a_recorded_gradient(POINT)
    assert seen.graphless_roots == 0
