"""A mistake is named when, and only when, the answers single it out."""

import math
import re
from dataclasses import replace

import pytest
import torch

from gradschool import check, oracle
from gradschool.diagnose import Evidence, as_parts, from_exceptions, from_values, name_mistake
from gradschool.diagnose.catalogue import CATALOGUE, earlier
from gradschool.diagnose.from_exceptions import advice_on_error, name_of_error
from gradschool.diagnose.from_observations import why_no_grad, why_none
from gradschool.observe.watch import Watch


def numbers(*values):
    return torch.tensor(values, dtype=torch.float64)


def leaf(value=2.0):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


# --- the catalogue ---


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_entry_is_complete(name):
    entry = CATALOGUE[name]
    assert re.fullmatch(r"[A-Z][A-Z0-9_]*", name)
    assert entry.meaning.strip() and entry.do.strip()
    assert re.fullmatch(r"\d\d · \S.*", entry.read)
    assert "\n" not in entry.meaning + entry.do


def test_every_name_that_a_rule_can_give_is_in_the_catalogue():
    given = {name for name, _ in from_values.RULES} | {name for *_, name in from_exceptions._NAMED}
    assert given | {"NO_BACKWARD", "NONLEAF_GRAD", "FLOAT32_CHECK"} <= set(CATALOGUE)


def test_nobody_is_sent_to_a_later_lesson():
    assert earlier("05 · Zeroing", "01 · Slopes") == "01 · Slopes"
    assert earlier("01 · Slopes", "05 · Zeroing") == "01 · Slopes"
    assert earlier("05 · Zeroing", None) == "05 · Zeroing"


# --- from exceptions, each raised for real by this PyTorch ---


def backward_twice():
    y = leaf() ** 2
    y.backward()
    y.backward()


def update_a_leaf():
    x = leaf()
    x -= 0.1


def mutate_what_was_saved():
    y = leaf().exp()
    z = y**2
    y += 1
    z.backward()


def set_on_a_float():
    (2.0).requires_grad = True


def add_to(total):
    total += 1.0


class Value:
    """What the engine of lesson 03 calls its numbers."""


NAMED_ERRORS = {
    "float.backward": (lambda: (2.0).backward(), "PYTHON_NUMBER"),
    "float.grad": (lambda: (2.0).grad, "PYTHON_NUMBER"),
    "float.detach": (lambda: (2.0).detach(), "PYTHON_NUMBER"),
    "float.requires_grad_": (lambda: (2.0).requires_grad_(), "PYTHON_NUMBER"),
    "float.requires_grad = True": (set_on_a_float, "PYTHON_NUMBER"),
    "int.backward": (lambda: (2).backward(), "PYTHON_NUMBER"),
    "exp of a float": (lambda: torch.exp(2.0), "PYTHON_NUMBER"),
    "a freed graph": (backward_twice, "FREED_GRAPH"),
    "a leaf changed in place": (update_a_leaf, "BAD_PARAM_UPDATE"),
    "a saved value changed in place": (mutate_what_was_saved, "SAVED_TENSOR_MUTATED"),
}
ADVISED_ERRORS = {
    "a constant asked to keep a gradient": (lambda: torch.tensor(2.0).retain_grad(), "before you compute"),
    "no input requires grad": (lambda: torch.tensor(2.0).backward(), "x.clone().requires_grad_()"),
    "grad by a constant": (lambda: torch.autograd.grad(leaf() ** 2, torch.tensor(1.0)), "Turn requires_grad on"),
    "grad by an unused tensor": (lambda: torch.autograd.grad(leaf() ** 2, leaf()), "another tensor"),
    "backward of a vector": (lambda: (leaf() * torch.ones(3)).backward(), "backward(gradient=v)"),
    "a cotangent of another shape": (lambda: (leaf() * torch.ones(3)).backward(torch.ones(2)), "the same shape"),
    "a product of matrices": (lambda: torch.ones(2, 3) @ torch.ones(2, 3), "inner two sizes"),
    "a matrix times a vector": (lambda: torch.ones(2, 3) @ torch.ones(2), "inner two sizes"),
    "two types in a product": (lambda: torch.ones(2, 3).double() @ torch.ones(3), "without dtype=… is float32"),
    "a name asked of a pair": (lambda: (leaf() ** 2).grad_fn.next_functions[0].name(), "its first part"),
    "a gradient cleared before there is one": (lambda: leaf().grad.zero_(), "nothing to clear"),
    "a step from no node": (lambda: (leaf() * 3).grad_fn.next_functions[1][0].next_functions, "None is no node"),
    "an attribute that is called": (lambda: leaf().is_leaf(), "without parentheses"),
    "cat of numbers": (lambda: torch.cat([leaf(), leaf()]), "torch.stack"),
    "numpy of a tensor in a graph": (lambda: leaf().numpy(), ".detach() before .numpy()"),
    "None added to": (lambda: add_to(None), "start from 0"),
    "fewer slopes than parents": (lambda: list(zip([1, 2], [1], strict=True)), "one slope for each parent"),
    "a Value where a number is needed": (lambda: math.log(Value()), ".data"),
    "a number to the power of a Value": (lambda: 2.0 ** Value(), ".data"),
    "an unknown name": (lambda: eval("slope_of_it"), "Define that name"),
    "anything else": (lambda: [][0], "traceback above"),
    "a backward pass inside torch.func": (
        lambda: torch.func.grad(lambda x: (x**2).backward())(torch.tensor(1.0)),
        "torch.func.grad does",
    ),
    "a vector for torch.func.grad": (lambda: torch.func.grad(lambda x: 2 * x)(torch.ones(2)), "jacrev"),
    "a value that vmap cannot see": (lambda: torch.func.vmap(float)(torch.ones(2)), "no float"),
}


def raised(code) -> Exception:
    with pytest.raises(Exception) as caught:
        code()
    return caught.value


@pytest.mark.parametrize("code, name", NAMED_ERRORS.values(), ids=NAMED_ERRORS)
def test_an_exception_gives_its_mistake_away(code, name):
    assert name_of_error(raised(code)) == name


@pytest.mark.parametrize("code, advice", ADVISED_ERRORS.values(), ids=ADVISED_ERRORS)
def test_an_exception_that_names_no_mistake_gets_advice(code, advice):
    error = raised(code)
    assert name_of_error(error) is None
    assert advice in advice_on_error(error)


def test_every_pattern_is_met_by_a_real_exception():
    errors = [raised(code) for code, _ in (*NAMED_ERRORS.values(), *ADVISED_ERRORS.values())]
    for kind, pattern, _ in from_exceptions._NAMED + from_exceptions._ADVICE:
        assert any(isinstance(error, kind) and re.search(pattern, str(error)) for error in errors), pattern


# --- from what a call asked of autograd ---


def asked(code) -> Watch:
    with Watch() as seen:
        code(leaf())
    return seen


def read_unfilled(x):
    _ = x**2, x.grad


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf")
def test_a_gradient_that_was_never_computed_is_told_from_one_that_is_not_kept():
    assert why_none(asked(read_unfilled)) == ("NO_BACKWARD", None)
    assert why_none(asked(lambda x: (x**2).grad)) == ("NONLEAF_GRAD", None)


def test_none_without_a_mistake_gets_the_advice_that_fits():
    assert "No backward pass" in why_none(asked(lambda x: ((x.detach().requires_grad_() ** 2).backward(), x.grad)))[1]
    assert "does not require grad" in why_none(asked(lambda x: ((x**2).backward(), x.detach().grad)))[1]
    assert "backward() gives" in why_none(asked(lambda x: (x**2).backward()))[1]
    assert "without a `return`" in why_none(asked(lambda x: None))[1]


def test_a_call_that_read_no_gradient_gives_no_reason():
    assert why_no_grad(asked(lambda x: (x**2).backward())) is None


# --- from values ---


def evidence(kind, got, expected, points=None, of=None, added=(), counterfactuals=None):
    """`got` and `expected` hold one tensor (or tuple of them) for each point."""
    got, expected = [as_parts(item) for item in got], [as_parts(item) for item in expected]
    allowed = [tuple(1e-7 * part.abs().max().expand(part.shape) for part in parts) for parts in expected]
    points = points or [(torch.zeros(()),)] * len(got)
    return Evidence(kind, of, points, got, expected, allowed, added, counterfactuals or {})


SLOPES = list(numbers(8.0, 11.0, 2.75))
MATRICES = [numbers(1.0, 2.0, 3.0, 4.0).reshape(2, 2), numbers(0.5, -1.0, 7.0, 2.0).reshape(2, 2)]


def test_a_flipped_sign_is_named():
    assert name_mistake(evidence("derivative", [-s for s in SLOPES], SLOPES)) == "SIGN_FLIPPED"


def test_one_flipped_sign_among_right_answers_is_not_named():
    assert name_mistake(evidence("derivative", [-SLOPES[0], *SLOPES[1:]], SLOPES)) is None


def test_a_flipped_sign_in_a_plain_value_is_not_named():
    assert name_mistake(evidence("value", [-s for s in SLOPES], SLOPES)) is None


def test_gradients_that_add_up_over_calls_are_named():
    running = list(torch.stack(SLOPES).cumsum(0))
    assert name_mistake(evidence("derivative", running, SLOPES)) == "NO_ZERO_GRAD"
    assert name_mistake(evidence("derivative", [r + 100.0 for r in running], SLOPES)) == "NO_ZERO_GRAD"


def test_two_points_are_too_few_to_see_gradients_add_up():
    running = list(torch.stack(SLOPES[:2]).cumsum(0))
    assert name_mistake(evidence("derivative", running, SLOPES[:2])) is None


def test_twice_the_gradient_is_named_only_after_a_pass_that_added_to_a_gradient():
    twice = [2 * s for s in SLOPES]
    assert name_mistake(evidence("derivative", twice, SLOPES, added=[1, 1, 1])) == "NO_ZERO_GRAD"
    assert name_mistake(evidence("derivative", twice, SLOPES, added=[0, 0, 0])) is None
    assert name_mistake(evidence("derivative", twice, SLOPES)) is None


def test_a_transpose_is_named_after_what_was_asked():
    turned = [m.T for m in MATRICES]
    assert name_mistake(evidence("gradient", turned, MATRICES)) == "TRANSPOSED"
    assert name_mistake(evidence("vjp", turned, MATRICES, of=lambda x: x, points=[(m, m) for m in MATRICES])) == (
        "TRANSPOSED"
    )
    assert name_mistake(evidence("jacobian", turned, MATRICES, points=[(torch.zeros(2),)] * 2)) == "JACOBIAN_TRANSPOSED"


def test_a_transpose_of_symmetric_matrices_is_right_and_names_nothing():
    symmetric = [m + m.T for m in MATRICES]
    assert name_mistake(evidence("gradient", [m + 1 for m in symmetric], symmetric)) is None


def test_summed_rows_of_a_jacobian_are_named():
    rows = [m.sum(0) for m in MATRICES]
    points = [(torch.zeros(2),)] * 2
    assert name_mistake(evidence("jacobian", rows, MATRICES, points=points)) == "VJP_IS_NOT_JACOBIAN"


def test_ones_in_place_of_the_cotangent_are_named():
    points = [(numbers(1.0, 2.0), numbers(3.0, -1.0)), (numbers(0.5, 4.0), numbers(0.1, 2.0))]
    right = [3 * x**2 * v for x, v in points]
    ones = [3 * x**2 for x, _ in points]
    assert name_mistake(evidence("vjp", ones, right, points, of=lambda x: x**3)) == "ONES_COTANGENT"


VECTORS = [numbers(1.0, 2.0), numbers(0.5, 4.0)]
KINDS = ("derivative", "gradient", "jacobian", "hessian", "vjp", "value")


def two_calls(kind, got):
    """Evidence for answers `got` where MATRICES are right, after a call's second pass added to the first."""
    points = [(m, m) for m in MATRICES] if kind == "vjp" else [(v,) for v in VECTORS]
    return evidence(kind, got, MATRICES, points, of=lambda x: x**2, added=[1, 1])


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_names_an_answer_that_is_wrong_in_some_other_way(kind):
    wrong = [m + numbers(0.0, 0.3, 0.1, 0.2).reshape(2, 2) for m in MATRICES]
    assert name_mistake(two_calls(kind, wrong)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_stumbles_over_an_answer_of_another_shape(kind):
    wrong = [numbers(1.0, 2.0, 3.0) for _ in MATRICES]
    assert name_mistake(two_calls(kind, wrong)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_nan_is_explained_by_no_rule(kind):
    wrong = [m * torch.nan for m in MATRICES]
    assert name_mistake(two_calls(kind, wrong)) is None


def test_a_right_answer_is_never_named():
    zeros = [torch.zeros((), dtype=torch.float64)] * 3
    assert name_mistake(evidence("derivative", zeros, zeros)) is None
    assert name_mistake(evidence("derivative", SLOPES, SLOPES, added=[1, 1, 1])) is None


def test_two_mistakes_that_explain_an_answer_equally_are_not_named():
    both = {"NO_ZERO_GRAD": lambda x: x * 2, "PYTHON_NUMBER": lambda x: x + x}
    points = [(s,) for s in SLOPES]
    assert name_mistake(evidence("value", [2 * s for s in SLOPES], SLOPES, points, counterfactuals=both)) is None


def test_a_question_s_own_counterfactual_goes_before_the_general_rules():
    own = {"TRANSPOSED": lambda x: -x}
    points = [(s,) for s in SLOPES]
    assert name_mistake(evidence("derivative", [-s for s in SLOPES], SLOPES, points, counterfactuals=own)) == (
        "TRANSPOSED"
    )


def test_a_mistake_can_be_made_in_several_ways():
    ways = {"PYTHON_NUMBER": (lambda x: x + 1, lambda x: x + 2)}
    points = [(s,) for s in SLOPES]
    for step in (1, 2):
        got = [s + step for s in SLOPES]
        assert name_mistake(evidence("value", got, SLOPES, points, counterfactuals=ways)) == "PYTHON_NUMBER"


def test_a_counterfactual_gets_copies_of_the_points():
    points = [(s.clone(),) for s in SLOPES]
    name_mistake(evidence("value", SLOPES[::-1], SLOPES, points, counterfactuals={"PYTHON_NUMBER": torch.Tensor.neg_}))
    assert [point[0] for point in points] == SLOPES


def test_a_sign_is_flipped_for_finite_differences_too():
    right = [oracle.derivative(torch.sin, x).value for x in (0.3, 1.2, -0.7)]
    assert name_mistake(evidence("derivative", [-r for r in right], right)) == "SIGN_FLIPPED"


def advice(check_it, answer, *args, **kwargs) -> str | None:
    with pytest.raises(check.CheckFailed) as caught:
        check_it(answer, *args, **kwargs)
    assert caught.value.mistake is None
    return next((line for line in caught.value.lines if line.startswith("  do")), None)


@pytest.mark.parametrize(
    "answer, told",
    [
        (lambda f, a: (2 * a, f(a)), "its height at x = 0"),
        (lambda f, a: (2 * a, f(a) + 2 * a * a), "Check the sign"),
        (lambda f, a: (f(a) - 2 * a * a, 2 * a), "in another order"),
    ],
)
def test_a_wrong_tangent_line_is_told_what_it_computed(answer, told):
    assert told in advice(check.tangent_line, answer, of=lambda x: x**2, at=[1.5, -0.5])


@pytest.mark.parametrize(
    "answer, told",
    [
        (lambda f, x, h: (f(x + h) - f(x)) / h, "one-sided"),
        (lambda f, x, h: (f(x) - f(x - h)) / h, "backward difference"),
        (lambda f, x, h: (f(x + h) - f(x - h)) / h, "2h apart"),
        (lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h, "parentheses"),
        (lambda f, x, h: 3 * x**2, "the derivative itself"),
    ],
)
def test_a_wrong_difference_is_told_what_it_computed(answer, told):
    assert told in advice(check.central_difference, answer, of=lambda x: x**3, at=[(1.5, 0.5), (-0.5, 0.1)])


def test_swapped_partials_are_told_so():
    assert "another order" in advice(check.gradient, lambda x, y: (x, y), of=lambda x, y: x * y, at=[(1.5, -0.5)])


def test_the_input_itself_is_recognised():
    assert "input itself" in advice(check.gradient, lambda x: x, of=lambda x: (x**3).sum(), at=[numbers(1.5, -0.5)])


def test_the_value_in_place_of_the_slope_is_told_so():
    assert "the function itself" in advice(check.derivative, lambda x: x**3, of=lambda x: x**3, at=[1.5, -0.5])


def test_advice_is_not_given_to_an_answer_that_resembles_nothing():
    assert advice(check.derivative, lambda x: x + 1, of=lambda x: x**3, at=[1.5, -0.5]) is None


@pytest.mark.parametrize(
    "found, told",
    [
        (lambda f, low, high: high, "ran into an end"),
        (lambda f, low, high: 0.5, "zero of its slope"),
        (lambda f, low, high: 0.2, "halve often"),
    ],
)
def test_a_search_that_misses_is_told_how(found, told):
    assert told in advice(check.stationary, found, of=lambda x: x**2 - 0.25, at=[(-1.0, 2.0)])


def test_a_counterfactual_is_not_asked_beyond_the_first_point_that_speaks_against_it():
    points, asked = [(numbers(1.0),), (numbers(2.0),), (numbers(3.0),)], []

    def unlike(x):
        asked.append(float(x))
        return -x

    values = [(x,) for (x,) in points]
    allowed = [(numbers(1e-7),)] * 3
    evidence = Evidence("value", None, points, values, [(2 * x,) for (x,) in points], allowed)
    assert name_mistake(replace(evidence, counterfactuals={"UNLIKE": unlike})) is None
    assert asked == [1.0]
    asked.clear()
    assert name_mistake(replace(evidence, counterfactuals={"LIKE": lambda x: -unlike(x)})) == "LIKE"
    assert asked == [1.0, 2.0, 3.0]
