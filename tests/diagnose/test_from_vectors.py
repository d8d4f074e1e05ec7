"""Mistakes with vectors and matrices are named when the values single them out, and not otherwise."""

import pytest
import torch

from gradschool import oracle
from gradschool.diagnose import Evidence, as_parts, name_mistake
from gradschool.diagnose.from_vectors import wrong_sums


def random(*shapes, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return tuple(torch.randn(shape, dtype=torch.float64, generator=generator) for shape in shapes)


def jacobians(of, got, points, added=()):
    expected = [oracle.jacobian(of, *point).value for point in points]
    return evidence("jacobian", of, points, [got(J) for J in expected], expected, added)


def vjps(of, got, points):
    """`got(*inputs, v)` against the right vᵀJ; each point holds the inputs and v."""
    expected = []
    for *inputs, v in points:
        found = oracle.vjp(of, *inputs, cotangent=v)
        expected.append(tuple(e.value for e in found) if isinstance(found, tuple) else found.value)
    return evidence("vjp", of, points, [got(*point) for point in points], expected)


def evidence(kind, of, points, got, expected, added=()):
    got, expected = [as_parts(item) for item in got], [as_parts(item) for item in expected]
    allowed = [tuple(torch.full_like(part, 1e-7) for part in parts) for parts in expected]
    return Evidence(kind, of, points, got, expected, allowed, added)


def product(X, W):
    return X @ W


RECTANGLES = [random((4, 3), (3, 2), (4, 2), seed=seed) for seed in range(2)]
SQUARES = [random((3, 3), (3, 3), (3, 3), seed=seed) for seed in range(2)]


@pytest.mark.parametrize("points", [RECTANGLES, SQUARES], ids=["rectangles", "squares"])
def test_one_transposed_part_among_right_ones_is_named(points):
    assert name_mistake(vjps(product, lambda X, W, G: (G @ W.T, G.T @ X), points)) == "TRANSPOSED"
    assert name_mistake(vjps(product, lambda X, W, G: (W @ G.T, X.T @ G), points)) == "TRANSPOSED"


def test_a_transposed_part_beside_another_fault_is_not_named():
    assert name_mistake(vjps(product, lambda X, W, G: (2 * G @ W.T, G.T @ X), RECTANGLES)) is None


def powers(x):
    return torch.stack([x[0] * x[1], x.sum() ** 2, x[1] ** 3])


def table(x):
    return x[:, None] * torch.tensor([1.0, 2.0, -1.0], dtype=torch.float64) * x.sum()


VECTORS = [random((2,), seed=seed) for seed in (3, 4)]


@pytest.mark.parametrize("of", [powers, table])
def test_inputs_before_outputs_are_a_transposed_jacobian(of):
    assert name_mistake(jacobians(of, lambda J: J.movedim(-1, 0), VECTORS)) == "JACOBIAN_TRANSPOSED"


@pytest.mark.parametrize("of", [powers, table])
def test_rows_added_up_in_one_pass_are_no_jacobian(of):
    assert name_mistake(jacobians(of, lambda J: J.reshape(-1, 2).sum(0), VECTORS)) == "VJP_IS_NOT_JACOBIAN"


def test_the_only_row_of_a_jacobian_in_another_shape_is_not_named():
    assert name_mistake(jacobians(lambda x: (x**2).sum().reshape(1), lambda J: J[0], VECTORS)) is None


def test_rows_that_hold_the_rows_before_them_are_named_after_passes_that_added():
    assert name_mistake(jacobians(powers, lambda J: J.cumsum(0), VECTORS, added=[2, 2])) == "NO_ZERO_GRAD"
    assert name_mistake(jacobians(powers, lambda J: J.cumsum(0), VECTORS, added=[0, 0])) is None


POINTS = [(x, v) for (x,), (v,) in zip(VECTORS, [random((3,), seed=seed) for seed in (5, 6)], strict=True)]


@pytest.mark.parametrize(
    "factor", [lambda v: 1.0, lambda v: 1 / 3, torch.sum, torch.mean], ids=["sum", "mean", "v summed", "v averaged"]
)
def test_a_cotangent_of_equal_entries_is_named(factor):
    def answer(x, v):
        return oracle.vjp(powers, x, cotangent=torch.ones_like(v)).value * factor(v)

    assert name_mistake(vjps(powers, answer, POINTS)) == "ONES_COTANGENT"


def test_another_fixed_multiple_is_not_a_cotangent_of_equal_entries():
    def answer(x, v):
        return oracle.vjp(powers, x, cotangent=torch.ones_like(v)).value * v[0]

    assert name_mistake(vjps(powers, answer, POINTS)) is None


def test_zeros_do_not_single_out_ones_that_cancel():
    points = [random((3,), (3,), seed=seed) for seed in (7, 8)]
    assert name_mistake(vjps(lambda z: torch.softmax(z, 0), lambda z, v: torch.zeros_like(z), points)) is None


def share(budget, x):
    return budget * x / x.sum()


def test_ones_that_cancel_in_one_input_are_told_by_the_other():
    points = [(c.abs(), x.abs() + 1, v) for c, x, v in (random((), (3,), (3,), seed=seed) for seed in (9, 10))]

    def summed(budget, x, v):
        return torch.ones_like(budget), torch.zeros_like(x)

    assert name_mistake(vjps(share, summed, points)) == "ONES_COTANGENT"
    assert name_mistake(vjps(share, lambda c, x, v: (0 * c, 0 * x), points)) is None


def scaled(s, column, row):
    return s * (column + row)


def scaled_parts(s, column, row, G):
    return G * (column + row), G * s, G * s


def scaled_vjp(s, column, row, G):
    by_s, by_column, by_row = scaled_parts(s, column, row, G)
    return by_s.sum(), by_column.sum(1, keepdim=True), by_row.sum(0)


BROADCASTS = [random((), (3, 1), (3,), (3, 3), seed=seed) for seed in (11, 12)]
FAULTS = {
    "scalar not summed": (0, lambda whole: whole),
    "scalar summed over rows only": (0, lambda whole: whole.sum(0)),
    "column not summed": (1, lambda whole: whole),
    "column over the wrong axis": (1, lambda whole: whole.sum(0)[:, None]),
    "column averaged": (1, lambda whole: whole.mean(1, keepdim=True)),
    "row over the wrong axis": (2, lambda whole: whole.sum(1)),
    "row of the first copy": (2, lambda whole: whole[0]),
    "row summed altogether": (2, lambda whole: whole.sum()),
}


@pytest.mark.parametrize("part, fault", FAULTS.values(), ids=FAULTS)
def test_a_broadcast_that_is_not_undone_is_named(part, fault):
    def answer(*args):
        found = list(scaled_vjp(*args))
        found[part] = fault(scaled_parts(*args)[part])
        return tuple(found)

    assert name_mistake(vjps(scaled, answer, BROADCASTS)) == "SUMMED_BROADCAST"


def test_several_broadcasts_that_are_not_undone_are_named():
    assert name_mistake(vjps(scaled, scaled_parts, BROADCASTS)) == "SUMMED_BROADCAST"


def test_a_broadcast_that_is_undone_beside_another_fault_is_not_named():
    def answer(*args):
        by_s, by_column, by_row = scaled_vjp(*args)
        return by_s, 2 * by_column, by_row

    assert name_mistake(vjps(scaled, answer, BROADCASTS)) is None


def test_an_input_that_only_looks_broadcast_is_left_alone():
    points = [random((1, 3), (3, 3), (1, 3), seed=seed) for seed in (13, 14)]
    assert name_mistake(vjps(product, lambda X, W, G: (G, G), points)) is None


def test_what_is_not_summed_leaves_out_what_is():
    whole, (right,) = torch.arange(6.0).reshape(2, 3), (torch.arange(6.0).reshape(2, 3).sum(0),)
    ways = wrong_sums(whole, (3,))
    assert len(ways) > 5 and not any(way.shape == (3,) and torch.equal(way, right.double()) for way in ways)
