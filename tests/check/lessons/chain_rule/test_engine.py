"""A student's own engine: every right order and method passes, and each of its three mistakes has its name."""

import json
import math

import pytest
import torch
import toy

from gradschool import check
from gradschool.check import CheckFailed
from gradschool.check.lessons.chain_rule import backward_pass


def failure(function, *args, **kwargs) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        function(*args, **kwargs)
    assert len(caught.value.lines) <= 8
    return caught.value


# --- the order ---

GRAPH = {"x": [], "a": ["x", "x"], "b": ["a"], "c": ["a", "b"], "unused": ["x"]}


def order_failure(names, output="c"):
    return failure(check.backward_order, lambda parents, output: names, at=[(GRAPH, output)])


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
    assert failure(check.backward_pass, variant, at=TAPES).mistake == "MISSING_PATH"


@pytest.mark.parametrize("variant", list(backward_pass._out_of_order()))
def test_every_other_order_is_named(variant):
    mirrored = [[(name, sources[::-1]) for name, sources in tape] for tape in TAPES]
    assert failure(check.backward_pass, variant, at=TAPES + mirrored).mistake == "WRONG_ORDER"


def test_other_slips_in_a_pass_are_not_named():
    def without_start(tape):
        return {name: 0.0 for name, _ in tape}

    def doubled(tape):
        return {name: 2 * grad for name, grad in backwards(tape).items()}

    for wrong in (without_start, doubled):
        error = failure(check.backward_pass, wrong, at=TAPES)
        assert error.mistake is None and "gradient of 'x'" in str(error)


# --- several results of one graph ---


class Value:
    """The engine of assignment 03 in short."""

    def __init__(self, data, parents=(), slopes=()):
        self.data, self.parents, self.slopes, self.grad = data, parents, slopes, 0.0

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def backward(self):
        self.grad = 1.0
        for value in order(self):
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                parent.grad += slope * value.grad


def order(output):
    done = []

    def visit(value):
        if value not in done:
            for parent in value.parents:
                visit(parent)
            done.append(value)

    visit(output)
    return done[::-1]


def results(x, y):
    p = x * y
    q = p + x
    return [p * q, q * q, y * y]


def rows(f, numbers, clear):
    inputs = [Value(number) for number in numbers]
    found, outputs = [], f(*inputs)
    for output in outputs:
        for value in clear(inputs, outputs, output):
            value.grad = 0.0
        output.backward()
        found.append([value.grad for value in inputs])
    return found


AT = [(2.0, 3.0), (0.5, -1.0)]


def check_rows(clear):
    check.engine_rows(lambda f, *numbers: rows(f, numbers, clear), of=results, at=AT, engine=Value)


def test_clearing_everything_is_right(capsys):
    check_rows(lambda inputs, outputs, output: [value for one in outputs for value in order(one)])
    assert "agrees with finite differences at 2 points" in capsys.readouterr().out


@pytest.mark.parametrize(
    "clear",
    [
        lambda inputs, outputs, output: [],
        lambda inputs, outputs, output: inputs,
        lambda inputs, outputs, output: [*inputs, *outputs],
        lambda inputs, outputs, output: order(output),
        lambda inputs, outputs, output: [value for value in order(output) if value not in inputs],
    ],
    ids=["nothing", "inputs", "inputs and results", "what the pass reaches", "the middle"],
)
def test_every_way_of_clearing_too_little_is_named(clear):
    error = failure(check_rows, clear)
    assert error.mistake == "ENGINE_STALE_GRAD"


def test_rows_of_something_else_are_not_named():
    def zeros(f, x, y):
        return [[0.0, 0.0]] * 3

    def columns(f, x, y):
        return [[48.0, 64.0, 0.0], [28.0, 32.0, 6.0]]

    for wrong in (zeros, columns):
        assert failure(check.engine_rows, wrong, of=results, at=[(2.0, 3.0)], engine=Value).mistake is None


# --- a new operation ---


def only(power, a, b):
    return power(a, b)


def twice(power, a, b):
    return power(a, b) + power(b, a) * a


def with_power(slopes):
    def answer(f, *numbers):
        def power(a, b):
            return Value(a.data**b.data, (a, b), slopes(a.data, b.data))

        values = [Value(number) for number in numbers]
        result = f(power, *values)
        result.backward()
        return (result.data, *(value.grad for value in values))

    return answer


def by_a(a, b):
    return b * a ** (b - 1)


def by_b(a, b):
    return a**b * math.log(a)


def check_power(slopes, of=(only, twice)):
    check.operation(with_power(slopes), of=of, stands_for=torch.pow, at=[(2.0, 3.0), (0.5, 1.5)])


def test_an_operation_with_its_local_derivatives_passes(capsys):
    check_power(lambda a, b: (by_a(a, b), by_b(a, b)))
    assert capsys.readouterr().out.count("agrees with finite differences") == 2


@pytest.mark.parametrize("of", [only, twice])
@pytest.mark.parametrize("slopes", [lambda a, b: (by_a(a, b), 0.0), lambda a, b: (0.0, by_b(a, b))], ids=["b", "a"])
def test_an_operation_that_forgets_an_input_is_told_which(slopes, of):
    error = failure(check_power, slopes, of=[of])
    forgotten = 1 if slopes(2.0, 3.0)[0] == 0.0 else 2
    assert error.mistake is None and f"input {forgotten} of your operation" in str(error)


def test_a_number_in_place_of_a_value_is_not_told_to_be_a_tensor():
    def numbers_into_f(f, *numbers):
        return [output.backward() for output in f(*numbers)]

    error = failure(check.engine_rows, numbers_into_f, of=results, at=AT, engine=Value)
    assert error.mistake is None and "a Value, not a plain number" in str(error) and "tensor" not in str(error)
    assert isinstance(error.__cause__, AttributeError)


@pytest.mark.parametrize(
    "slopes",
    [lambda a, b: (by_b(a, b), by_a(a, b)), lambda a, b: (0.0, 0.0), lambda a, b: (by_a(a, b), a**b)],
    ids=["swapped", "no path at all", "no logarithm"],
)
def test_wrong_slopes_of_an_operation_are_not_named(slopes):
    error = failure(check_power, slopes)
    assert error.mistake is None and "derivative by input" in str(error)


def test_a_check_of_an_operation_writes_nothing_to_stderr(capfd):
    failure(check_power, lambda a, b: (by_a(a, b), 0.0))
    assert capfd.readouterr().err == ""


# --- the engine of the lesson ---


def test_the_engine_of_lesson_03_has_fewer_than_60_lines():
    notebook = json.loads((toy.ROOT / "notebooks" / "03_chain_rule.ipynb").read_text(encoding="utf-8"))
    cells = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    names = ["value", "operations", "send", "order", "backward"]
    code = "\n".join(cells[f"l03-engine-{name}"] for name in names)
    assert len(code.splitlines()) < 60
    space = {"math": math}
    exec(code, space)
    x = space["Value"](3.0)
    z = x * x * (x * x + 1)
    z.backward()
    assert (z.data, x.grad) == (90.0, 114.0)
