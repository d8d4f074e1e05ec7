"""Nodes are placed so that arrows lead down and cross no more than they must."""

from gradschool.tape import layout


def test_arrows_lead_down():
    placed = layout.arrange([50, 50, 50, 50], [(0, 1), (0, 3), (1, 2), (2, 3)], [0, 0, 0, 0], gap=10)
    assert [[vertex for vertex in layer if vertex < 4] for layer in placed.layers] == [[0], [1], [2], [3]]
    assert [len(route) for route in placed.routes] == [2, 4, 2, 2]


def test_crossings_that_need_not_be_are_removed():
    placed = layout.arrange([50] * 5, [(0, 1), (0, 2), (1, 4), (2, 3)], [0] * 4, gap=10)
    assert (placed.x[1] < placed.x[2]) == (placed.x[4] < placed.x[3])


def test_neighbours_keep_their_distance_and_the_leftmost_stands_at_0():
    placed = layout.arrange([50, 30, 80], [(0, 2), (1, 2)], [0, 0], gap=10)
    assert placed.x[1] - placed.x[0] >= (50 + 30) / 2 + 10
    assert min(x - width / 2 for x, width in zip(placed.x, placed.widths, strict=True)) == 0


def test_a_label_gets_a_layer_of_its_own():
    placed = layout.arrange([50, 50], [(0, 1)], [90], gap=10)
    assert placed.routes == [[0, 2, 1]]
    assert placed.layers == [[0], [2], [1]] and placed.widths[2] == 90
