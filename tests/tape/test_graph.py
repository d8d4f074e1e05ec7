"""A recorded graph is asked for its nodes and paths, and says what it does not have."""

import pytest
from tape_support import sum_times_difference

from gradschool import tape
from gradschool.tape.graph import Edge, Node, Tape

BY_HAND = Tape(
    nodes=(
        Node(0, "output", "", "z", ()),
        Node(1, "operation", "AddBackward0", None, ()),
        Node(2, "leaf", "AccumulateGrad", "x", (2, 3)),
    ),
    edges=(Edge(0, 1, 0), Edge(1, 2, 0)),
    absent={"c": "it does not require grad"},
)


def test_a_graph_in_words_has_a_line_for_each_node_and_each_absent_name():
    assert str(BY_HAND).splitlines() == [
        "  0  output     z  scalar  to 1",
        "  1  operation  AddBackward0  scalar  to 2",
        "  2  leaf       AccumulateGrad → x  (2, 3)",
        "not in this graph: c (it does not require grad)",
    ]
    assert (BY_HAND.operations(), BY_HAND.leaves()) == (["AddBackward0"], ["x"])


def test_a_name_that_two_nodes_have_means_the_output():
    t = sum_times_difference()
    recorded = tape.record(t["z"], **t)
    assert [node.id for node in recorded.nodes if node.tensor == "z"] == [0, 1]
    assert recorded.find("z").id == 0


def test_a_path_names_the_nodes_in_order():
    t = sum_times_difference()
    recorded = tape.record(t["z"], **t)
    assert recorded.path("z", "x") == ["MulBackward0", "AddBackward0", "AccumulateGrad"]
    assert recorded.path("d", "y") == ["SubBackward0", "AccumulateGrad"]
    assert recorded.path(1, 5) == recorded.path("z", "y")


def test_a_path_against_the_arrows_is_refused():
    t = sum_times_difference()
    with pytest.raises(ValueError, match="no path leads from AccumulateGrad → x to z"):
        tape.record(t["z"], **t).path("x", "z")


@pytest.mark.parametrize("key", ["w", 6])
def test_an_unknown_node_is_refused_with_the_names_there_are(key):
    t = sum_times_difference()
    with pytest.raises(KeyError, match="ids 0 to 5 and the names z, s, d, x, y"):
        tape.record(t["z"], **t).find(key)
