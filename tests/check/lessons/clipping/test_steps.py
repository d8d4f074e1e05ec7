"""Steps that clip: where the parameters end tells where the clipping was done."""

import pytest
import torch
from check_support import failed

from gradschool import check
from gradschool.check.lessons.clipping.norms import by_norm


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


def test_a_step_takes_the_global_norm_of_finite_differences(capsys):
    check.clipped_step(right_step, [(steep, leaves(), 0.1, 0.7)])
    assert "right_step agrees with finite differences at 1 point" in capsys.readouterr().out


def test_gradients_that_somebody_left_do_not_count():
    def adds(loss, parameters, learning_rate, max_norm):
        loss(parameters).backward()
        torch.nn.utils.clip_grad_norm_(parameters, max_norm)
        torch.optim.SGD(parameters, lr=learning_rate).step()

    assert failed(lambda: check.clipped_step(adds, [(steep, leaves(), 0.1, 0.7)])).mistake == "NO_ZERO_GRAD"


def test_new_tensors_in_the_list_do_not_move_the_parameters():
    def replaces(loss, parameters, learning_rate, max_norm):
        gradients = torch.autograd.grad(loss(parameters), parameters)
        clipped = by_norm(list(gradients), max_norm)
        parameters[:] = [(p - learning_rate * g).detach() for p, g in zip(parameters, clipped, strict=True)]

    error = failed(lambda: check.clipped_step(replaces, [(steep, leaves(), 0.1, 0.7)]))
    assert "parameters as they were" in str(error)


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
        assert failed(lambda: check.clipped_step(step, at, scaled=True)).mistake == mistake
    else:
        check.clipped_step(step, at, scaled=True)


def test_a_scaled_step_with_an_infinite_loss_must_not_move(capsys):
    def never(loss, parameters, scaler, learning_rate, max_norm):
        return scaler.get_scale() / 2

    overflow = [check.leaf([[600.0, 300.0]]), check.leaf([1.0, 2.0])]
    check.clipped_step(never, [(steep, overflow, check.made(doubling, 256.0), 0.1, 0.7)], scaled=True)
    assert "never agrees with finite differences at 1 point" in capsys.readouterr().out


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
    error = failed(lambda: check.clipped_step(step, at, scaled=True))
    assert "once more than it was multiplied" in str(error)
