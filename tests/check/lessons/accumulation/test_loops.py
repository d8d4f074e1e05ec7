"""Checks of loops tell right ones from wrong ones, and name a mistake only where values and order show it."""

import pytest
import torch

from gradschool import check
from gradschool.check import CheckFailed
from gradschool.check.core.ask import ask


def square(w):
    return (w**2).sum()


def mean_loss(w, x, y):
    return ((x @ w - y) ** 2).mean()


def stepwise(clear_first=True, clear_before_step=False, clear_last=False, step=True):
    def train(loss, w, steps, learning_rate):
        optimizer, losses = torch.optim.SGD([w], lr=learning_rate), []
        for _ in range(steps):
            if clear_first:
                optimizer.zero_grad()
            value = loss(w)
            losses.append(value.item())
            value.backward()
            if clear_before_step:
                optimizer.zero_grad(set_to_none=False)
            if step:
                optimizer.step()
            if clear_last:
                optimizer.zero_grad()
        return losses

    return train


def failure(run, *args, **keywords) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        run(*args, **keywords)
    assert len(caught.value.lines) <= 8
    return caught.value


EMPTY = [(square, check.leaf([4.0, -1.0]), 4, 0.125)]
LEFT_BEHIND = [(square, check.leaf(4.0, grad=3.0), 3, 0.125)]


# --- parameters ---


def test_a_leaf_is_made_anew_for_each_call():
    w = check.leaf([1.0, 2.0], grad=[3.0, 4.0])

    def spoil(w):
        before = w.grad.clone()
        with torch.no_grad():
            w.zero_()
        w.grad.zero_()
        return before

    for _ in range(2):
        reply = ask(spoil, (w,))
        assert reply.value.tolist() == [3.0, 4.0]
        assert reply.parts[0][0].is_leaf and reply.parts[0][0].requires_grad and not reply.parts[0][0].grad.any()


def test_tensors_in_lists_are_handed_over_as_copies():
    chunk = torch.ones(2)

    def spoil(chunks):
        chunks[0][0].zero_()

    ask(spoil, ([(chunk, "text")],))
    assert chunk.tolist() == [1.0, 1.0]


def test_a_message_shows_a_leaf_as_a_student_would_make_it():
    error = failure(check.work, square, [(check.leaf(4.0),)], passes=(1, 1))
    assert "(parameter(tensor(4.)))" in str(error)


# --- descent ---


@pytest.mark.parametrize("at", [EMPTY, LEFT_BEHIND], ids=["empty", "left behind"])
def test_a_loop_that_clears_first_passes(at, capsys):
    check.descent(stepwise(), at=at)
    assert "agrees with the right loop at 1 point" in capsys.readouterr().out


@pytest.mark.parametrize("at", [EMPTY, LEFT_BEHIND], ids=["empty", "left behind"])
def test_a_loop_that_never_clears_is_named(at):
    assert failure(check.descent, stepwise(clear_first=False), at=at).mistake == "NO_ZERO_GRAD"


def test_a_loop_that_clears_last_fails_only_with_something_left_behind():
    late = stepwise(clear_first=False, clear_last=True)
    check.descent(late, at=EMPTY)
    assert failure(check.descent, late, at=LEFT_BEHIND).mistake == "NO_ZERO_GRAD"


def test_a_loop_that_clears_before_the_step_is_named():
    assert failure(check.descent, stepwise(clear_before_step=True), at=EMPTY).mistake == "ZERO_TOO_LATE"


@pytest.mark.parametrize("broken", [stepwise(step=False), lambda loss, w, n, lr: [loss(w).item()] * n])
def test_a_loop_that_stands_still_for_another_reason_is_not_named(broken):
    assert failure(check.descent, broken, at=EMPTY).mistake is None


# --- gradients left in .grad ---


def test_gradients_left_passes_what_backward_leaves(capsys):
    check.gradients_left(lambda w: square(w).backward(), of=square, at=[(check.leaf([1.0, -2.0]),)])
    assert "agrees with finite differences" in capsys.readouterr().out


def test_gradients_left_looks_at_every_leaf():
    def product(u, v):
        return (u * v).sum()

    at = [(check.leaf(2.0), check.leaf(3.0))]
    check.gradients_left(lambda u, v: product(u, v).backward(), of=product, at=at)
    assert ".grad is None" in str(
        failure(check.gradients_left, lambda u, v: product(u, v.detach()).backward(), of=product, at=at)
    )


def clear_after(w):
    square(w).backward()
    w.grad.zero_()


def take_away_after(w):
    square(w).backward()
    w.grad = None


def clear_before_a_copy_is_used(w):
    w.grad = torch.zeros_like(w)
    square(w.detach().requires_grad_()).backward()


@pytest.mark.parametrize(
    "answer, grad, mistake",
    [
        (lambda w: square(w).backward(), 5.0, "NO_ZERO_GRAD"),
        (clear_after, None, "ZERO_TOO_LATE"),
        (take_away_after, 5.0, "ZERO_TOO_LATE"),
        (clear_before_a_copy_is_used, None, None),
        (lambda w: None, None, None),
        (lambda w: (2 * square(w)).backward(), None, None),
    ],
)
def test_gradients_left_names_what_values_and_order_show(answer, grad, mistake):
    at = [(check.leaf(value, grad=grad),) for value in (3.0, -1.0)]
    assert failure(check.gradients_left, answer, of=square, at=at).mistake == mistake


# --- micro-batches ---


def chunks(*sizes):
    return [check.draw(1, (n, 3), (n,), seed=n)[0] for n in sizes]


def in_chunks(weight, clear=True):
    def accumulate(loss, w, chunks):
        if clear:
            w.grad = None
        for x, y in chunks:
            (weight(len(x), sum(len(x) for x, _ in chunks), len(chunks)) * loss(w, x, y)).backward()

    return accumulate


UNEQUAL = [(mean_loss, check.leaf([0.5, -1.0, 2.0]), chunks(4, 1, 2))]


def test_the_share_of_the_samples_passes(capsys):
    check.micro_batches(in_chunks(lambda n, total, k: n / total), UNEQUAL)
    assert "accumulate agrees with finite differences at 1 point" in capsys.readouterr().out


@pytest.mark.parametrize("weight", [lambda n, total, k: 1, lambda n, total, k: 1 / k, lambda n, total, k: n])
def test_every_other_common_weight_is_named(weight):
    assert failure(check.micro_batches, in_chunks(weight), UNEQUAL).mistake == "ACCUM_SCALE"


def test_the_number_of_chunks_is_right_for_equal_ones(capsys):
    check.micro_batches(in_chunks(lambda n, total, k: 1 / k), [(mean_loss, UNEQUAL[0][1], chunks(3, 3))])
    assert "accumulate agrees with finite differences at 1 point" in capsys.readouterr().out


def test_joined_chunks_do_not_pass():
    def joined(loss, w, chunks):
        xs, ys = zip(*chunks, strict=True)
        loss(w, torch.cat(xs), torch.cat(ys)).backward()

    error = failure(check.micro_batches, joined, UNEQUAL)
    assert error.mistake is None and "1 backward pass" in str(error) and "at least 3" in str(error)


def test_graphs_of_all_chunks_at_once_do_not_pass():
    def all_graphs_first(loss, w, chunks):
        w.grad = None
        total = sum(len(x) for x, _ in chunks)
        for value in [len(x) / total * loss(w, x, y) for x, y in chunks]:
            value.backward()

    error = failure(check.micro_batches, all_graphs_first, UNEQUAL)
    assert error.mistake is None and "graphs pile up" in str(error)


def test_a_sum_of_the_losses_may_be_kept_beside_the_chunks(capsys):
    def with_sum(loss, w, chunks):
        w.grad, kept = None, 0
        total = sum(len(x) for x, _ in chunks)
        for x, y in chunks:
            value = len(x) / total * loss(w, x, y)
            value.backward()
            kept = kept + value
        return kept

    check.micro_batches(with_sum, UNEQUAL)
    assert "with_sum agrees with finite differences at 1 point" in capsys.readouterr().out


def test_a_gradient_left_behind_is_named_in_chunks_too():
    at = [(mean_loss, check.leaf([0.5, -1.0, 2.0], grad=[1.0, 1.0, 1.0]), chunks(4, 1))]
    answer = in_chunks(lambda n, total, k: n / total, clear=False)
    assert failure(check.micro_batches, answer, at).mistake == "NO_ZERO_GRAD"


# --- what is left, and how much work it was ---


def test_work_counts_calls_and_passes(capsys):
    def twice(f, w):
        for _ in range(2):
            f(w).backward()

    at = [(square, check.leaf(1.0))]
    check.work(twice, at, passes=(2, 2), calls={0: 2})
    assert "no more work" in capsys.readouterr().out
    assert "square called 2 times" in str(failure(check.work, twice, at, calls={0: 1}))
    assert "2 backward passes" in str(failure(check.work, twice, at, passes=(0, 1)))
    assert "at least 3" in str(failure(check.work, twice, at, passes=(3, None)))


def test_a_counted_function_still_works_under_torch_func(capsys):
    check.work(lambda f, w: torch.func.grad(f)(w), [(square, torch.ones(2))], passes=(0, 1), calls={0: 1})
    assert "does no more work than it may" in capsys.readouterr().out


def test_a_value_that_keeps_its_graph_is_found():
    check.no_graph_kept(lambda w: [square(w).item(), square(w).detach()], [(check.leaf(2.0),)])
    assert "AddBackward0" in str(failure(check.no_graph_kept, lambda w: (square(w) + 1,), [(check.leaf(2.0),)]))


def test_an_answer_that_changes_what_it_was_given_is_found(capsys):
    def on_a_copy(x, steps):
        return x.clone().mul_(steps)

    def on_the_original(x, steps):
        return x.mul_(steps)

    at = [(torch.tensor([1.0, 2.0], dtype=torch.float64), 3)]
    check.inputs_unchanged(on_a_copy, at)
    assert "as they were" in capsys.readouterr().out
    assert "[3, 6] in it after the call" in str(failure(check.inputs_unchanged, on_the_original, at))


# --- predictions ---


def script():
    w = torch.tensor(3.0, requires_grad=True)
    readings = [w.grad]
    square(w).backward()
    return [*readings, w.grad.item()]


def test_predictions_meet_a_real_run(capsys):
    check.predictions(lambda: {"A": (None, torch.tensor(6.0))}, {"A": script})
    assert "a real run of 1 script" in capsys.readouterr().out


@pytest.mark.parametrize(
    "given, said",
    [
        ({"A": [None, 7]}, "reading 2 of script A"),
        ({"A": [0, 6]}, "reading 1 of script A"),
        ({"A": [None, None]}, "reading 2 of script A"),
        ({"A": [None, "6"]}, "reading 2 of script A"),
        ({"A": [6]}, "no list of readings for script A"),
        ({"B": [None, 6]}, "no list of readings for script A"),
        ([None, 6], "no list of readings for script A"),
        (None, "no list of readings for script A"),
    ],
)
def test_a_wrong_prediction_is_told_where(given, said):
    assert said in failure(check.predictions, lambda: given, {"A": script}).lines[0]
