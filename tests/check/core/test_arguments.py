"""Points are drawn the same everywhere, and written as a student would write them."""

import torch
from check_support import failed

from gradschool import check


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


def square(w):
    return (w**2).sum()


def test_a_message_shows_a_leaf_as_a_student_would_make_it():
    error = failed(check.work, square, [(check.leaf(4.0),)], passes=(1, 1))
    assert "(parameter(tensor(4.)))" in str(error)
