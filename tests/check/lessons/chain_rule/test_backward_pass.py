"""The order of a backward pass and its sums, on graphs that are plain data."""

import pytest
from check_support import failed

from gradschool import check
from gradschool.check.lessons.chain_rule import backward_pass

# --- the order ---


GRAPH = {"x": [], "a": ["x", "x"], "b": ["a"], "c": ["a", "b"], "unused": ["x"]}


def order_failure(names, output="c"):
    return failed(check.backward_order, lambda parents, output: names, at=[(GRAPH, output)])


def test_every_right_order_passes(capsys):
    diamond = {"z": ["p", "q"], "p": ["x"], "q": ["x"], "x": []}
    for names in (["z", "p", "q", "x"], ["z", "q", "p", "x"], ("z", "q", "p", "x")):
        check.backward_order(lambda parents, output, names=names: names, at=[(diamond, "z")])
    check.backward_order(lambda parents, output: [output], at=[(diamond, "x")])
    assert capsys.readouterr().out.count("gives an order for the backward pass of 1 graph\n") == 4


@pytest.mark.parametrize("names", [["x", "a", "b", "c"], ["c", "a", "b", "x"], ["b", "c", "a", "x"]])
def test_the_right_names_in_a_wrong_order_are_named(names):
    assert order_failure(names).mistake == "WRONG_ORDER"


@pytest.mark.parametrize(
    "names, said",
    [
        (["c", "b", "a"], "no 'x'"),
        (["c", "b", "a", "x", "a"], "'a' 2 times"),
        (["unused", "c", "b", "a", "x"], "'unused' too"),
        (["c", "b", "a", "x", "typo"], "'typo' too"),
        ({"c", "b", "a", "x"}, "a set"),
        ([1, 2, 3, 4], "a list of 4 names"),
        (None, "None"),
        ("cbax", "a str"),
    ],
)
def test_other_faults_of_an_order_are_told_and_not_named(names, said):
    error = order_failure(names)
    assert error.mistake is None and said in str(error)


def test_an_answer_may_take_the_graph_apart():
    def consuming(parents, output):
        found = []
        while parents:
            used = {name for sources in parents.values() for name in sources}
            name = next(name for name in parents if name not in used)
            parents.pop(name)
            found.append(name)
        return found

    graph = {"x": [], "p": ["x"], "z": ["p", "x"]}
    check.backward_order(consuming, at=[(graph, "z"), (graph, "z")])
    assert list(graph) == ["x", "p", "z"]


# --- the pass ---


TAPES = [
    [("x", []), ("y", []), ("p", [("x", 4.0), ("y", 3.0)]), ("z", [("p", 1.0), ("x", 1.0)])],
    [
        ("x", []),
        ("a", [("x", 3.0), ("x", 2.5)]),
        ("b", [("a", 1.5)]),
        ("c", [("a", 10.0), ("b", 9.0)]),
        ("u", [("c", 2)]),
    ],
]


def backwards(tape):
    grads = {name: 0.0 for name, _ in tape} | {tape[-1][0]: 1.0}
    for name, sources in reversed(tape):
        for parent, slope in sources:
            grads[parent] += slope * grads[name]
    return grads


def test_a_pass_over_the_tape_in_reverse_is_right(capsys):
    check.backward_pass(backwards, at=TAPES)
    assert "agrees with the sum over paths at 2 points" in capsys.readouterr().out


def test_contributions_that_cancel_are_judged_by_the_other_gradients(capsys):
    check.backward_pass(
        backwards, at=[[("x", []), ("a", [("x", 0.1)]), ("b", [("x", 0.3)]), ("z", [("a", 3.0), ("b", -1)])]]
    )
    assert "agrees with the sum over paths at 1 point" in capsys.readouterr().out


@pytest.mark.parametrize("variant", [backward_pass._last_wins, backward_pass._first_wins, backward_pass._one_use])
def test_a_contribution_that_is_lost_is_a_missing_path(variant):
    assert failed(check.backward_pass, variant, at=TAPES).mistake == "MISSING_PATH"


@pytest.mark.parametrize("variant", list(backward_pass._out_of_order()))
def test_every_other_order_is_named(variant):
    mirrored = [[(name, sources[::-1]) for name, sources in tape] for tape in TAPES]
    assert failed(check.backward_pass, variant, at=TAPES + mirrored).mistake == "WRONG_ORDER"


def test_other_slips_in_a_pass_are_not_named():
    def without_start(tape):
        return {name: 0.0 for name, _ in tape}

    def doubled(tape):
        return {name: 2 * grad for name, grad in backwards(tape).items()}

    for wrong in (without_start, doubled):
        error = failed(check.backward_pass, wrong, at=TAPES)
        assert error.mistake is None and "gradient of 'x'" in str(error)
