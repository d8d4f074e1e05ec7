"""A student's own engine: every right order and method passes, and each of its three mistakes has its name."""

import json
import math

import pytest
import torch
import toy
from check_support import failed

from gradschool import check

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
    error = failed(check_rows, clear)
    assert error.mistake == "ENGINE_STALE_GRAD"


def test_rows_of_something_else_are_not_named():
    def zeros(f, x, y):
        return [[0.0, 0.0]] * 3

    def columns(f, x, y):
        return [[48.0, 64.0, 0.0], [28.0, 32.0, 6.0]]

    for wrong in (zeros, columns):
        assert failed(check.engine_rows, wrong, of=results, at=[(2.0, 3.0)], engine=Value).mistake is None


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
    error = failed(check_power, slopes, of=[of])
    forgotten = 1 if slopes(2.0, 3.0)[0] == 0.0 else 2
    assert error.mistake is None and f"input {forgotten} of your operation" in str(error)


def test_a_number_in_place_of_a_value_is_not_told_to_be_a_tensor():
    def numbers_into_f(f, *numbers):
        return [output.backward() for output in f(*numbers)]

    error = failed(check.engine_rows, numbers_into_f, of=results, at=AT, engine=Value)
    assert error.mistake is None and "a Value, not a plain number" in str(error) and "tensor" not in str(error)
    assert isinstance(error.__cause__, AttributeError)


@pytest.mark.parametrize(
    "slopes",
    [lambda a, b: (by_b(a, b), by_a(a, b)), lambda a, b: (0.0, 0.0), lambda a, b: (by_a(a, b), a**b)],
    ids=["swapped", "no path at all", "no logarithm"],
)
def test_wrong_slopes_of_an_operation_are_not_named(slopes):
    error = failed(check_power, slopes)
    assert error.mistake is None and "derivative by input" in str(error)


def test_a_check_of_an_operation_writes_nothing_to_stderr(capfd):
    failed(check_power, lambda a, b: (by_a(a, b), 0.0))
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
