"""Checks of what autograd recorded: each kind of right answer passes, each wrong one is told what is wrong."""

import pytest
import torch
from check_support import failed, number

from gradschool import check
from gradschool.check import CheckFailed
from gradschool.check.core.arguments import as_inputs, fresh
from gradschool.check.core.ask import ask


def plain(x):
    return x


def recorded(x):
    return x.clone().requires_grad_()


def doubled(x):
    return 2 * x.clone().requires_grad_()


def doubled_and_kept(x):
    y = 2 * x.clone().requires_grad_()
    y.retain_grad()
    return y


def diamond(x, y):
    s = x.clone().requires_grad_() + y
    return torch.sin(s) * torch.cos(s)


def constant_first(x):
    return x * torch.cos(x.clone().requires_grad_())


def square(h):
    return (h**2).sum()


def triple(x):
    return 3 * x


def kind(tensor):
    if not tensor.requires_grad:
        return "constant"
    return "leaf" if tensor.is_leaf else "retained" if tensor.retains_grad else "computed"


def kept(x):
    h = triple(x.clone().requires_grad_())
    h.retain_grad()
    square(h).backward()
    return h


def said(error: CheckFailed, keyword: str) -> str | None:
    return next((line[12:] for line in error.lines if line.startswith(f"  {keyword:<10}")), None)


# --- arguments that have a graph ---


def test_an_argument_that_is_made_keeps_its_graph_and_is_made_anew_for_each_call():
    point = as_inputs(check.made(doubled, 2.0))
    (first,), (second,) = fresh(point), fresh(point)
    assert first.grad_fn.name() == "MulBackward0"
    assert first.grad_fn is not second.grad_fn
    assert first.item() == 4.0


def test_an_argument_that_is_made_goes_to_the_device_of_the_check():
    (made,) = fresh(as_inputs(check.made(doubled, 2.0), device="meta"))
    assert made.device.type == "meta"


def test_a_made_argument_is_shown_as_the_student_would_write_it():
    error = failed(check.kind_of_tensor, lambda tensor: "leaf", [check.made(diamond, 0.5, 2.0)])
    assert said(error, "call") == "your function(diamond(tensor(0.5), tensor(2.)))"


def test_a_reply_says_what_the_returned_tensors_were_before_they_were_copied():
    reply = ask(lambda x: [2 * x.requires_grad_(), x], (number(2.0),))
    assert [seen.grad_fn for seen in reply.returned] == ["MulBackward0", None]
    assert not reply.value[0].requires_grad


# --- kinds ---


def test_the_kind_of_a_tensor_is_read_from_the_tensor(capsys):
    check.kind_of_tensor(kind, [check.made(build, 2.0) for build in (plain, recorded, doubled, doubled_and_kept)])
    assert capsys.readouterr().out == "kind knows 4 tensors\n"


@pytest.mark.parametrize(
    "build, answer, right",
    [(plain, "leaf", "constant"), (recorded, "constant", "leaf"), (doubled_and_kept, "computed", "retained")],
)
def test_a_wrong_kind_is_told_the_right_one_and_the_facts_behind_it(build, answer, right):
    error = failed(check.kind_of_tensor, lambda tensor: answer, [check.made(build, 2.0)])
    assert said(error, "got") == repr(answer)
    assert said(error, "expected").startswith(f"{right!r} (requires_grad ")


def test_another_word_is_told_which_words_there_are():
    error = failed(check.kind_of_tensor, lambda tensor: "non-leaf", [check.made(doubled, 2.0)])
    assert said(error, "expected") == "one of the texts constant, leaf, computed, retained"


def test_a_kind_that_is_not_returned_is_told_of_the_return_line():
    assert "return" in said(failed(check.kind_of_tensor, lambda tensor: None, [check.made(plain, 2.0)]), "do")


# --- gradients that are kept ---


def keeps(answer):
    check.keeps_grad(answer, stage=triple, of=square, at=check.draw(2, (3,), seed=1))


def not_retained(x):
    h = triple(x.clone().requires_grad_())
    square(h).backward()
    return h


def retained_too_late(x):
    h = not_retained(x)
    h.retain_grad()
    return h


def no_backward(x):
    h = triple(x.clone().requires_grad_())
    h.retain_grad()
    return h


def fresh_leaf(x):
    h = triple(x).requires_grad_()
    square(h).backward()
    return h


def made_of_numbers(x):
    h = torch.tensor(triple(x.clone().requires_grad_()).tolist(), dtype=x.dtype).requires_grad_()
    square(h).backward()
    return h


def by_hand(x):
    h = triple(x.clone().requires_grad_())
    h.grad = 2 * h.detach()
    return h


def wrong_loss(x):
    h = triple(x.clone().requires_grad_())
    h.retain_grad()
    (h**3).sum().backward()
    return h


@pytest.mark.parametrize("answer", [kept, by_hand])
def test_a_kept_gradient_passes_however_it_got_there(answer, capsys):
    keeps(answer)
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    "answer, name",
    [(not_retained, "NONLEAF_GRAD"), (no_backward, "NO_BACKWARD"), (made_of_numbers, "GRAPH_CUT"), (wrong_loss, None)],
)
def test_a_gradient_that_is_not_kept_is_named_after_what_the_tensor_says_of_itself(answer, name):
    assert failed(keeps, answer).mistake == name


def test_other_answers_about_a_kept_gradient_are_told_what_to_do():
    assert "before the backward pass" in said(failed(keeps, retained_too_late), "do")
    assert "requires_grad on for an input" in said(failed(keeps, triple), "do")
    assert "requires_grad on for an input" in said(failed(keeps, fresh_leaf), "do")
    assert "computed tensor itself" in said(failed(keeps, lambda x: kept(x).grad), "do")
    assert said(failed(keeps, lambda x: None), "expected") == "a float64 tensor of shape (3,)"


def test_a_wrong_gradient_of_a_stage_with_several_inputs_is_shown_beside_the_right_one():
    def through_the_sum(x, w):
        h = (x @ w.clone().requires_grad_()).tanh()
        h.retain_grad()
        h.sum().backward()
        return h

    points = [(torch.ones(2, dtype=torch.float64), torch.ones(2, 2, dtype=torch.float64))]
    error = failed(check.keeps_grad, through_the_sum, stage=lambda x, w: (x @ w).tanh(), of=square, at=points)
    assert "is not right" in str(error)
    assert error.mistake is None


# --- nodes ---


def names(result):
    found, node = [], result.grad_fn
    while node is not None:
        found.append(node.name())
        node = next((one for one, _ in node.next_functions if one is not None), None)
    return found


GRAPHS = [check.made(doubled, 0.5), check.made(diamond, 0.5, 2.0), check.made(constant_first, 0.5)]


def test_the_names_on_a_path_count_with_and_without_their_prefix(capsys):
    check.node_path(names, GRAPHS)
    check.node_path(lambda result: tuple(name.rpartition("::")[2] for name in names(result)), GRAPHS)
    assert capsys.readouterr().out.startswith("names names the nodes on 3 paths\n")


@pytest.mark.parametrize(
    "answer, got",
    [
        (lambda result: names(result)[:-1], "MulBackward0"),
        (lambda result: [], "no names"),
        (lambda result: 2, "2"),
        (lambda result: [result.grad_fn], "a MulBackward0"),
    ],
)
def test_other_names_are_shown_beside_the_right_ones(answer, got):
    error = failed(check.node_path, answer, GRAPHS)
    assert said(error, "got") == got
    assert said(error, "expected") == "MulBackward0 → AccumulateGrad"


def test_nodes_are_counted_once_each(capsys):
    right = iter([2, 5, 3])
    check.node_count(lambda result: next(right), GRAPHS)
    assert capsys.readouterr().out == "your function counts the nodes of 3 graphs\n"


@pytest.mark.parametrize("answer", [3, 2.0, True, None, {1, 2}])
def test_another_count_is_told_the_right_one(answer):
    error = failed(check.node_count, lambda result: answer, GRAPHS)
    assert said(error, "expected") in ("2, in a graph with 1 edges", "an int")


def test_what_is_no_count_is_told_how_to_make_one():
    assert "len(…)" in said(failed(check.node_count, lambda result: {1, 2}, GRAPHS), "do")
    assert "`return` line" in said(failed(check.node_count, lambda result: None, GRAPHS), "do")
