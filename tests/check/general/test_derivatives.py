"""What a check promises: right answers pass whatever their method, wrong ones get one clear error."""

import inspect
import re
import subprocess
import sys
import warnings

import pytest
import torch

from gradschool import check, message_form, oracle
from gradschool.check import CheckFailed
from gradschool.check.core import message, question
from gradschool.check.core.ask import ask

KEYWORDS = ["call", "got", "expected", "mistake", "do", "read"]
READ = "01 · Ask for a gradient"


def cube(x):
    return x**3


def slope(x):
    return 3 * x**2


def number(value):
    return torch.tensor(value, dtype=torch.float64)


def failed(code, *args, **kwargs) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        code(*args, **kwargs)
    return caught.value


def said(error: CheckFailed, keyword: str) -> str | None:
    found = [line[12:] for line in error.lines if line.startswith(f"  {keyword:<10}")]
    return found[0] if found else None


def check_slope(answer, at=(2.0, -1.0, 0.5), **kwargs):
    check.derivative(answer, of=cube, at=at, **{"read": READ} | kwargs)


# --- the message ---


def raises(x):
    raise ValueError("first line\nsecond line")


def not_written(x):
    raise NotImplementedError


WRONG = {
    "None": lambda x: None,
    "a float": lambda x: 3 * x.item() ** 2,
    "float32": lambda x: slope(x).float(),
    "shape": lambda x: slope(x).reshape(1),
    "NaN": lambda x: slope(x) * torch.nan,
    "value": lambda x: x**2,
    "sign": lambda x: -slope(x),
    "raises": raises,
    "stub": not_written,
    "text": lambda x: "3 x²\n" * 50,
    "long text in an error": lambda x: {}["x" * 500],
}


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG)
def test_a_message_is_short_and_its_keywords_stand_in_order(answer):
    error = failed(check_slope, answer)
    headline, *rest = str(error).splitlines()
    assert not headline.startswith(" ")
    assert len(rest) <= 7
    assert all(re.match(r"  \S+ +\S", line) and line[12] != " " for line in rest)
    keywords = [line.split()[0] for line in rest]
    assert keywords == [keyword for keyword in KEYWORDS if keyword in keywords]
    assert max(map(len, rest)) < 240


def test_a_message_says_call_got_expected_mistake_do_and_read():
    error = failed(check_slope, lambda x: -slope(x))
    assert [line.split()[0] for line in error.lines[1:]] == KEYWORDS
    assert said(error, "got") == "-12"
    assert re.fullmatch(r"12 ± \S+ by finite differences", said(error, "expected"))
    assert said(error, "read") == 'lesson 01, "Ask for a gradient"'
    assert (error.mistake, type(error).__name__) == ("SIGN_FLIPPED", "CheckFailed")


def test_the_question_s_own_advice_stands_where_no_mistake_is_named():
    assert said(failed(check_slope, lambda x: x + 1, do="Think again."), "do") == "Think again."
    assert said(failed(check_slope, lambda x: -slope(x), do="Think again."), "do") != "Think again."


def test_type_goes_before_dtype_before_shape_before_finiteness_before_values():
    nan32 = torch.full((2,), torch.nan)
    assert "a list" in said(failed(check_slope, lambda x: [nan32, nan32]), "got")
    assert "float32" in said(failed(check_slope, lambda x: nan32), "got")
    assert said(failed(check_slope, lambda x: nan32.double()), "got") == "a tensor of shape (2,)"
    assert said(failed(check_slope, lambda x: nan32.double()[0]), "got") == "nan"
    assert said(failed(check_slope, lambda x: x), "got") == "2"


def test_two_numbers_that_differ_are_shown_with_digits_that_differ():
    error = failed(check_slope, lambda x: slope(x) + 1e-5, at=[2.0])
    assert said(error, "got") == "12.00001"
    assert said(error, "expected").startswith("12 ± ")


def test_the_worst_entry_of_a_tensor_is_pointed_out():
    x = number([1.0, 2.0, 3.0])
    answer = lambda x: 2 * x + number([0.0, 0.5, 0.1])  # noqa: E731
    error = failed(check.gradient, answer, of=lambda x: (x**2).sum(), at=[x])
    assert said(error, "got") == "[2, 4.5, 6.1], entry [1]: 4.5 against 4"


def test_partials_that_are_swapped_are_shown_side_by_side():
    error = failed(check.gradient, lambda x, y: (x, y), of=lambda x, y: x * y, at=[(2.0, 3.0)])
    assert said(error, "got") == "(2, 3)"
    assert said(error, "expected").startswith("(3, 2)")


# --- what an answer may do ---


@pytest.mark.parametrize(
    "answer",
    [
        slope,
        torch.func.grad(cube),
        lambda x: torch.autograd.grad(cube(x.requires_grad_()), x, create_graph=True)[0],
        lambda x: torch.nn.Parameter(slope(x)),
        lambda x: cube(torch.complex(x, torch.full_like(x, 1e-20))).imag / 1e-20,
    ],
    ids=["closed form", "torch.func", "in a graph", "Parameter", "complex step"],
)
def test_right_values_pass_however_they_were_found(answer, capsys):
    check_slope(answer)
    assert capsys.readouterr().out.count("\n") == 1


def test_success_prints_one_line_that_says_what_agreed(capsys):
    assert check_slope(slope) is None
    out, err = capsys.readouterr()
    assert re.fullmatch(r"slope agrees with finite differences at 3 points, every error under 1e-\d+\n", out)
    assert err == ""


def test_a_gradient_that_the_next_call_changes_is_judged_as_it_was_returned():
    leaf = torch.zeros((), dtype=torch.float64, requires_grad=True)

    def answer(x, clear):
        leaf.data = x
        if clear and leaf.grad is not None:
            leaf.grad.zero_()
        cube(leaf).backward()
        return leaf.grad

    check_slope(lambda x: answer(x, clear=True))
    assert failed(check_slope, lambda x: answer(x, clear=False)).mistake == "NO_ZERO_GRAD"


def test_float32_passes_where_the_question_allows_it_and_the_tolerance_follows():
    both = (torch.float32, torch.float64)
    rough = lambda x: slope(x) * (1 + 1e-5)  # noqa: E731
    check_slope(lambda x: rough(x).float(), dtype=both)
    assert failed(check_slope, rough, dtype=both).mistake is None
    assert "float32 or float64 tensor" in said(failed(check_slope, lambda x: slope(x).half(), dtype=both), "expected")


def test_a_point_with_a_large_slope_does_not_hide_an_error_at_a_small_one():
    def answer(x):
        return slope(x) + (1e-3 if x < 1 else 0.0)

    error = failed(check_slope, answer, at=[1000.0, 0.5])
    assert "0.5" in said(error, "call")


def test_a_small_slope_beside_a_large_one_in_the_same_gradient_is_not_lost():
    f = lambda x, y: 1e3 * x + 1e-3 * y  # noqa: E731
    wrong = lambda x, y: (torch.full_like(x, 1e3), torch.full_like(y, 2e-3))  # noqa: E731
    failed(check.gradient, wrong, of=f, at=[(1.0, 1.0)])


def test_a_check_never_changes_its_points():
    x, y = number([1.0, 2.0]), number([3.0, 4.0])

    def answer(x, y):
        x.mul_(2), y.requires_grad_()
        return y.detach(), x / 2

    check.gradient(answer, of=lambda x, y: (x * y).sum(), at=[(x, y)])
    assert x.tolist() == [1.0, 2.0]
    assert not y.requires_grad


def test_nothing_that_an_answer_writes_to_stderr_gets_there(capsys):
    def answer(x):
        warnings.warn("careful", stacklevel=1)
        print("half way", file=sys.stderr)
        return slope(x)

    check_slope(answer)
    assert capsys.readouterr().err == ""


def test_a_generator_of_points_will_do(capsys):
    check_slope(slope, at=(float(k) for k in range(1, 3)))
    assert "slope agrees with finite differences at 2 points" in capsys.readouterr().out


def test_a_check_without_points_is_the_author_s_error():
    with pytest.raises(ValueError, match="at least one point"):
        check_slope(slope, at=[])


def test_a_point_at_a_kink_is_the_author_s_error():
    with pytest.raises(oracle.OracleError, match="kink"):
        check.derivative(torch.sign, of=torch.abs, at=[0.0])


# --- answers that give nothing to compare ---


def no_backward(x):
    x = x.clone().requires_grad_()
    cube(x)
    return x.grad


def nonleaf(x):
    x = x.requires_grad_().clone()
    cube(x).backward()
    return x.grad


def test_reading_an_empty_grad_is_named():
    assert failed(check_slope, no_backward).mistake == "NO_BACKWARD"
    assert failed(check_slope, nonleaf).mistake == "NONLEAF_GRAD"


def test_an_empty_grad_is_named_where_it_is_part_of_the_answer():
    error = failed(check.gradient, lambda x, y: (no_backward(x), y), of=lambda x, y: x * y, at=[(1.0, 2.0)])
    assert (error.mistake, said(error, "got")) == ("NO_BACKWARD", "(None, tensor(2.))")


@pytest.mark.parametrize(
    "use", [lambda g: g * 2, lambda g: float(g), lambda g: g.item(), lambda g: g > 0, lambda g: torch.sign(g)]
)
def test_an_empty_grad_is_named_where_the_next_line_stumbles_over_it(use):
    assert failed(check_slope, lambda x: use(no_backward(x))).mistake == "NO_BACKWARD"


def test_a_missing_return_is_not_taken_for_a_missing_backward():
    error = failed(check_slope, lambda x: cube(x.requires_grad_()).backward())
    assert error.mistake is None
    assert "None" in said(error, "got")
    assert "`return`" in said(error, "do")


def test_a_python_number_is_named():
    assert failed(check_slope, lambda x: slope(x).item()).mistake == "PYTHON_NUMBER"
    assert failed(check_slope, lambda x: x.item().backward()).mistake == "PYTHON_NUMBER"


def test_the_tuple_of_autograd_grad_gets_its_own_advice():
    error = failed(check_slope, lambda x: torch.autograd.grad(cube(x.requires_grad_()), x))
    assert "autograd.grad gives a tuple" in said(error, "do")


def test_a_name_that_holds_no_function_is_said_to():
    error = failed(check_slope, number(12.0))
    assert error.lines[0] == "this check needs a function"
    assert said(error, "got") == "tensor(12.), a Tensor"


def test_a_stub_is_said_to_be_not_written_yet():
    error = failed(check_slope, not_written)
    assert error.lines[0] == "not_written is not written yet"
    assert said(error, "call") is None


def test_an_answer_that_raises_keeps_its_own_traceback():
    error = failed(check_slope, raises)
    assert isinstance(error.__cause__, ValueError)
    assert said(error, "got") == "ValueError: first line"
    shown = "\n".join(error._render_traceback_())
    assert f'File "{__file__}"' in shown
    assert "second line" in shown
    assert not any(place in shown for place in message.NOT_THE_STUDENTS)


def test_a_long_way_through_pytorch_is_left_out_of_the_traceback():
    error = failed(check_slope, lambda x: x.backward())
    shown = "\n".join(error._render_traceback_())
    assert f'File "{__file__}"' in shown
    assert not any(place in shown for place in message.NOT_THE_STUDENTS)
    assert " ".join(shown.split()).endswith(" ".join(str(error).split()))


def test_an_answer_that_returns_shows_no_traceback_at_all():
    error = failed(check_slope, lambda x: x)
    assert error._render_traceback_()[0].startswith("CheckFailed: ")
    assert len(error._render_traceback_()) == len(error.lines)


def test_a_long_line_is_folded_between_words_under_its_text():
    error = message.CheckFailed("f is not right", do="Look for what is wrong. " * 9)
    folded = [line for line in error._render_traceback_() if "Look" in line]
    assert len(folded) > 1
    assert all(len(line) <= message.WIDTH for line in folded)
    assert [line[: message_form.TEXT].strip() for line in folded] == ["do", *[""] * (len(folded) - 1)]
    assert " ".join(line[message_form.TEXT :] for line in folded) == said(error, "do")


def test_a_keyboard_interrupt_is_not_swallowed():
    def answer(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(answer, (number(1.0),))


# --- tensors in, tensors out ---


def test_gradients_have_the_shapes_of_their_inputs(capsys):
    point = (number([1.0, 2.0]), number([[0.5, 1.0, -1.0], [2.0, 0.0, 1.0]]))
    check.gradient(lambda x, w: (w.sum(1), x[:, None].expand_as(w)), of=lambda x, w: (x @ w).sum(), at=[point])
    assert "agrees with finite differences at 1 point" in capsys.readouterr().out


def test_a_jacobian_has_outputs_first_and_its_transpose_is_named():
    w = number([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    at = [number([0.5, -1.0, 2.0]), number([1.0, 1.0, 0.0])]
    check.jacobian(lambda x: w, of=lambda x: w @ x, at=at)
    assert failed(check.jacobian, lambda x: w.T, of=lambda x: w @ x, at=at).mistake == "JACOBIAN_TRANSPOSED"
    assert failed(check.jacobian, lambda x: w.sum(0), of=lambda x: w @ x, at=at).mistake == "VJP_IS_NOT_JACOBIAN"


def test_a_hessian_is_judged(capsys):
    at = [number([0.5, -1.0])]
    f = lambda x: x[0] ** 2 * x[1]  # noqa: E731
    check.hessian(torch.func.hessian(f), of=f, at=at)
    failed(check.hessian, torch.func.grad(f), of=f, at=at)
    assert "agrees with finite differences at 1 point" in capsys.readouterr().out


def test_a_vjp_gets_a_random_cotangent_and_ones_are_named():
    at = check.draw(3, (2,), seed=1)
    square = lambda x: x**2  # noqa: E731
    check.vjp(lambda x, v: 2 * x * v, of=square, at=at)
    assert failed(check.vjp, lambda x, v: 2 * x, of=square, at=at).mistake == "ONES_COTANGENT"


def test_a_wrong_number_of_gradients_is_said():
    error = failed(check.gradient, lambda x, y: x, of=lambda x, y: x * y, at=[(1.0, 2.0)])
    assert said(error, "do") == "Return a tuple of 2 tensors."


# --- value and equals ---

EQUAL = [
    (2.0, 2),
    (2, 2.0),
    (number(2.0), 2),
    (torch.tensor(3), 3),
    (number([1.0, 2.0]), number([1.0, 2.0])),
    ("minimum", "minimum"),
    (True, True),
    (None, None),
    ([1, 2.0], (1.0, 2)),
    ((), []),
    ({"a": 1, "b": [True, "x"]}, {"b": (True, "x"), "a": 1.0}),
    ([[1, (number([2.0]), None)]], [[1, (number([2.0]), None)]]),
]
DIFFERENT = [
    (2.1, 2),
    (True, 1),
    (1, True),
    ("2", 2),
    (2, "2"),
    (None, 2),
    (0, None),
    (number([2.0]), 2),
    ([1, 2], [1, 2, 3]),
    ([1, 2], {0: 1, 1: 2}),
    ({"a": 1}, {"a": 1, "b": 2}),
    ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}),
    ("Minimum", "minimum"),
    (2.0, number(2.0)),
    (torch.tensor([1.0]), number([1.0])),
    (number([[1.0]]), number([1.0])),
    (float("nan"), 2.0),
    (float("inf"), 2.0),
]


@pytest.mark.parametrize("got, expected", EQUAL)
def test_equal_values_pass_with_one_line(got, expected, capsys):
    check.value(got, expected, name="the slope")
    assert capsys.readouterr().out == "the slope is right\n"


@pytest.mark.parametrize("got, expected", DIFFERENT)
def test_values_that_differ_fail(got, expected):
    error = failed(check.value, got, expected, name="the slope")
    assert error.lines[0] == "the slope is not right"
    assert said(error, "got") and said(error, "expected")
    assert said(error, "call") is None


def test_a_difference_deep_inside_is_located():
    error = failed(check.value, {"a": ["x", "y"]}, {"a": ["x", "z"]})
    assert said(error, "got") == "['a'][1]: 'y'"


def test_a_value_that_is_not_filled_in_is_said_to_be():
    assert failed(check.value, ..., 2, name="the slope").lines[0] == "the slope is not filled in yet"


def test_equals_takes_a_reference_function_or_the_values():
    check.equals(lambda x: 2 * x, lambda x: x + x, at=[1.0, 2.0])
    check.equals(lambda x: "up" if x > 0 else "down", ["up", "down"], at=[1.0, -1.0])
    error = failed(check.equals, lambda x: "up", ["up", "down"], at=[1.0, -1.0])
    assert (said(error, "got"), said(error, "expected")) == ("'up'", "'down'")


def test_equals_hands_functions_and_text_over_as_they_are(capsys):
    check.equals(lambda f, name, x: (name, f(x)), lambda f, name, x: (name, cube(x)), at=[(cube, "cube", 2.0)])
    assert "agrees with the reference at 1 point" in capsys.readouterr().out


def test_equals_names_the_mistake_of_a_counterfactual():
    doubled = {"NO_ZERO_GRAD": lambda x: 2 * slope(x)}
    question = {"reference": slope, "at": [1.0, 2.0], "mistakes": doubled}
    assert failed(check.equals, lambda x: 2 * slope(x), **question).mistake == "NO_ZERO_GRAD"
    assert failed(check.equals, lambda x: 3 * slope(x), **question).mistake is None


# --- questions with a function as an argument ---


def parabola(x):
    return (x - 1) ** 2


def line(f, a):
    m = torch.func.grad(f)(a)
    return m, f(a) - m * a


def test_a_tangent_line_is_slope_and_intercept(capsys):
    check.tangent_line(line, of=torch.exp, at=[0.0, 1.5])
    failed(check.tangent_line, lambda f, a: line(f, a)[::-1], of=torch.exp, at=[0.5])
    failed(check.tangent_line, lambda f, a: (line(f, a)[0], f(a)), of=torch.exp, at=[0.5])
    failed(check.tangent_line, lambda f, a: line(f, a)[0], of=torch.exp, at=[0.5])
    assert "line agrees with finite differences at 2 points" in capsys.readouterr().out


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


STEPS = [(2.0, 0.5), (-1.0, 0.1), (0.5, 1e-3)]


def test_a_central_difference_is_compared_with_the_formula(capsys):
    check.central_difference(central, of=cube, at=STEPS)
    check.central_difference(lambda f, x, h: central(f, x, h).item(), of=cube, at=STEPS)
    assert capsys.readouterr().out.count("\n") == 2
    failed(check.central_difference, lambda f, x, h: (f(x + h) - f(x)) / h, of=cube, at=STEPS)
    failed(check.central_difference, lambda f, x, h: slope(x), of=cube, at=STEPS)


FLOAT32 = [
    lambda f, x, h: central(f, x.float(), h),
    lambda f, x, h: central(lambda z: f(z).float(), x, h),
    lambda f, x, h: central(lambda z: f(z.float()), x, h).double(),
    lambda f, x, h: central(f, torch.tensor(x.item()), h).item(),
]


@pytest.mark.parametrize("answer", FLOAT32)
def test_a_central_difference_in_float32_is_named(answer):
    assert failed(check.central_difference, answer, of=cube, at=STEPS).mistake == "FLOAT32_CHECK"


def test_a_central_difference_the_wrong_way_round_is_named():
    wrong = lambda f, x, h: -central(f, x, h)  # noqa: E731
    assert failed(check.central_difference, wrong, of=cube, at=STEPS).mistake == "SIGN_FLIPPED"


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), number(float("nan")), None, "8"])
def test_a_central_difference_that_is_no_number_fails(bad):
    failed(check.central_difference, lambda f, x, h: bad, of=cube, at=STEPS)


def test_a_flat_point_is_found_by_its_slope(capsys):
    check.stationary(lambda f, low, high: 1.0 + 1e-9, of=parabola, at=[(0.0, 3.0)])
    check.stationary(lambda f, low, high: number(1.0).requires_grad_(), of=parabola, at=[(0, 3), (-1, 2)])
    assert capsys.readouterr().out.splitlines() == [
        "your function finds a flat point of parabola in 1 interval",
        "your function finds a flat point of parabola in 2 intervals",
    ]


@pytest.mark.parametrize("bad", [1.1, 0.0, -1.0, 4.0, float("nan"), None, "1", (1.0, 1.0), number([1.0])])
def test_what_is_not_a_flat_point_fails(bad):
    failed(check.stationary, lambda f, low, high: bad, of=parabola, at=[(0.0, 3.0)])


# --- drawing points ---


def test_points_are_the_same_at_every_draw():
    assert torch.equal(torch.stack(check.draw(4, seed=3)), torch.stack(check.draw(4, seed=3)))
    assert not torch.equal(torch.stack(check.draw(4, seed=3)), torch.stack(check.draw(4, seed=4)))


def test_drawing_leaves_the_global_generator_alone():
    before = torch.get_rng_state()
    check.draw(4, seed=3)
    assert torch.equal(before, torch.get_rng_state())


def test_points_have_the_shapes_and_the_range_asked_for():
    for x, w in check.draw(5, (2,), (3, 4), seed=1, low=1.0, high=2.0):
        assert (x.shape, w.shape, w.dtype) == ((2,), (3, 4), torch.float64)
        assert bool((w >= 1).all() and (w < 2).all())
    assert check.draw(2, seed=1)[0].shape == ()


def test_the_first_points_of_a_seed_never_change():
    assert [round(float(x), 6) for x in check.draw(2, seed=7)] == [-0.882478, -0.905225]


def test_the_public_names_are_documented():
    for name in check.__all__:
        assert inspect.getdoc(getattr(check, name)), name


def test_every_dtype_that_may_be_compared_has_a_tolerance():
    assert {torch.float64, torch.float32, torch.float16, torch.bfloat16} == set(question.RTOL)


def test_a_python_number_is_judged_in_float64():
    check.value(1 / 3, 1 / 3, name="third", rtol=1e-12)
    with pytest.raises(CheckFailed):
        check.value(0.1 * (1 + 1e-5), 0.1, name="tenth")


def test_the_first_wrong_answer_loads_no_library_that_is_slow_to_load():
    """torch.unravel_index, for one, imports sympy: half a second in the middle of a student's work."""
    code = """
import sys, torch
from gradschool import check
try:
    check.gradient(lambda x: x, of=lambda x: (x**2).sum(), at=[torch.ones(3, dtype=torch.float64)])
except check.CheckFailed as failure:
    print("against" in failure.facts["got"], "sympy" in sys.modules, "torch._dynamo" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "False"]
