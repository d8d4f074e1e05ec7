"""Gradients in the parameters of modules: which get one, and which must get none."""

import pytest
import torch
from check_support import failed

from gradschool import check


def chain(seed):
    torch.manual_seed(int(seed))
    return torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Tanh(), torch.nn.Linear(2, 1)).to(seed)


def loss(net, x):
    return (net(x) ** 2).mean()


X = torch.tensor([[1.0, 2.0], [-1.0, 0.5]], dtype=torch.float64)


def frozen_at(answer, **kwargs):
    check.module_gradients(answer, loss, at=[(check.made(chain, 1.0), X)], stopped=["2."], **kwargs)


def frozen(net, x):
    net[2].requires_grad_(False)
    loss(net, x).backward()
    return list(net.parameters())


def dropped_afterwards(net, x):
    loss(net, x).backward()
    net[2].zero_grad()
    return list(net.parameters())


def not_frozen(net, x):
    loss(net, x).backward()
    return list(net.parameters())


def cut_in_the_middle(net, x):
    hidden = net[:2](x).detach()
    (net[2](hidden) ** 2).mean().backward()
    return list(net.parameters())


def frozen_twice(net, x):
    net[0].weight.requires_grad_(False)
    return frozen(net, x)


def no_backward(net, x):
    net[2].requires_grad_(False)
    return list(net.parameters())


def gradients(net, x):
    return [p.grad for p in frozen(net, x)]


def test_a_frozen_layer_passes(capsys):
    frozen_at(frozen, frozen=True)
    frozen_at(dropped_afterwards)
    assert capsys.readouterr().out.count("agrees with finite differences at 1 point") == 2


@pytest.mark.parametrize(
    "answer, name, words",
    [
        (dropped_afterwards, None, "2.weight requires grad"),
        (not_frozen, None, ".grad of 2.weight holds"),
        (frozen_twice, None, "does not require grad any more"),
        (no_backward, "NO_BACKWARD", ".grad of 0.weight is None"),
        (gradients, None, "not their gradients"),
        (lambda net, x: frozen(net, x)[:3], None, "a list of the 4 parameters"),
        (lambda net, x: frozen(net, 2 * x), None, "0.weight"),
    ],
)
def test_a_layer_that_is_not_frozen_right_is_told_why(answer, name, words):
    error = failed(frozen_at, answer, frozen=True)
    assert error.mistake == name
    assert words in str(error)


def test_a_path_that_is_cut_has_a_name():
    def answer(net, x):
        net[0].bias.requires_grad_()
        (net[2](net[0](x).detach() + net[0].bias) ** 2).mean().backward()
        return list(net.parameters())

    error = failed(frozen_at, answer)
    assert error.mistake == "DETACHED_TOO_MUCH"
    assert failed(frozen_at, cut_in_the_middle).mistake is None


def norm(seed):
    torch.manual_seed(int(seed))
    net = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.BatchNorm1d(2))
    net(torch.randn(8, 2))
    return net.to(seed)


def distance(student, teacher, x, target):
    return ((student(x) - target) ** 2).mean()


def follow(mode, stop):
    def answer(student, teacher, x):
        teacher.train(mode)
        target = teacher(x).detach() if stop else teacher(x)
        ((student(x) - target) ** 2).mean().backward()
        return [*student.parameters(), *teacher.parameters()]

    return answer


@pytest.mark.parametrize(
    "mode, stop, name", [(True, True, "MODE_CONFUSION"), (False, False, "MODE_CONFUSION"), (True, False, None)]
)
def test_one_of_two_switches_has_a_name_and_none_of_them_has_not(mode, stop, name):
    asked = {
        "held": lambda student, teacher, x: teacher.eval()(x),
        "stopped": ["norm"],
        "if_reached": "MODE_CONFUSION",
        "mistakes": {"MODE_CONFUSION": lambda student, teacher, x: teacher(x)},
        "at": [(check.made(chain, 1.0), check.made(norm, 2.0), X)],
    }
    check.module_gradients(follow(mode=False, stop=True), distance, **asked)
    assert failed(check.module_gradients, follow(mode, stop), distance, **asked).mistake == name


def test_parameters_that_are_no_list_are_asked_for_as_one():
    error = failed(frozen_at, lambda net, x: (frozen(net, x), net.parameters())[1])
    assert "a list of the 4 parameters" in str(error) and "list(…)" in str(error)


def test_of_two_faults_the_gradient_that_goes_too_far_is_told_first():
    def doubled_and_not_stopped(net, x):
        (2 * loss(net, x)).backward()
        return list(net.parameters())

    assert "reaches 2.weight too" in str(failed(frozen_at, doubled_and_not_stopped))
