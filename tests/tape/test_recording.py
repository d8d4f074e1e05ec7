"""Recording reads every node and edge once, in a fixed order, and refuses what has no graph."""

import pytest
import torch
from tape_support import leaf, sum_times_difference, two_layer_net

from gradschool import tape


def pairs(recorded):
    return [(edge.source, edge.target) for edge in recorded.edges]


# What is recorded


def test_a_diamond_has_each_node_once():
    t = sum_times_difference()
    recorded = tape.record(t["z"], x=t["x"], y=t["y"], z=t["z"])
    assert [node.label for node in recorded.nodes] == [
        "z",
        "MulBackward0 → z",
        "AddBackward0",
        "SubBackward0",
        "AccumulateGrad → x",
        "AccumulateGrad → y",
    ]
    assert pairs(recorded) == [(0, 1), (1, 2), (1, 3), (2, 4), (2, 5), (3, 4), (3, 5)]
    assert [edge.slot for edge in recorded.edges] == [0, 0, 1, 0, 1, 0, 1]
    assert recorded.operations() == ["MulBackward0", "AddBackward0", "SubBackward0"]
    assert recorded.leaves() == ["x", "y"]


def test_ids_are_topological_in_a_real_net():
    loss, parameters = two_layer_net()
    recorded = tape.record(loss, loss=loss, **parameters)
    assert [node.id for node in recorded.nodes] == list(range(len(recorded.nodes)))
    assert all(source < target for source, target in pairs(recorded))
    assert set(recorded.leaves()) == {"0.weight", "0.bias", "2.weight", "2.bias"}
    assert recorded.find("0.weight").shape == (4, 3)


def test_every_edge_is_one_that_pytorch_has():
    loss, parameters = two_layer_net()
    seen, stack, count = set(), [loss.grad_fn], 0
    while stack:
        function = stack.pop()
        if function not in seen:
            seen.add(function)
            sources = [source for source, _ in function.next_functions if source is not None]
            count += len(sources)
            stack += sources
    recorded = tape.record(loss)
    assert (len(recorded.nodes), len(recorded.edges)) == (len(seen) + 1, count + 1)


def test_unnamed_leaves_are_numbered():
    t = sum_times_difference()
    assert tape.record(t["z"]).leaves() == ["leaf 1", "leaf 2"]
    assert tape.record(t["z"], y=t["y"]).leaves() == ["leaf 1", "y"]


def test_a_square_by_product_has_two_edges_to_its_leaf():
    x = leaf()
    recorded = tape.record(x * x, x=x)
    assert [(edge.source, edge.target, edge.slot) for edge in recorded.edges[1:]] == [(1, 2, 0), (1, 2, 1)]


def test_several_outputs_share_their_nodes():
    t = sum_times_difference()
    recorded = tape.record([t["s"], t["z"]], z=t["z"])
    assert [node.tensor for node in recorded.nodes if node.kind == "output"] == ["output 1", "z"]
    assert sorted(recorded.operations()) == ["AddBackward0", "MulBackward0", "SubBackward0"]
    assert all(source < target for source, target in pairs(recorded))


def test_several_results_of_one_operation_are_one_node():
    first, second = leaf(shape=(2,)).unbind()
    recorded = tape.record(first * second, first=first, second=second)
    assert recorded.operations() == ["MulBackward0", "UnbindBackward0"]
    assert recorded.absent == {}


def test_a_constant_leaves_no_trace_and_is_listed_as_absent():
    x, c, other = leaf(), torch.tensor(3.0), leaf()
    recorded = tape.record(c * x, x=x, c=c, other=other)
    assert len(recorded.edges) == 2
    assert recorded.absent == {"c": "it does not require grad", "other": "the output does not depend on it"}
    assert "not in this graph: c (it does not require grad)" in str(recorded)


def test_a_graph_of_5000_operations_is_read_without_recursion():
    x = leaf()
    y = x
    for _ in range(5000):
        y = y + x
    recorded = tape.record(y, x=x)
    assert len(recorded.operations()) == 5000
    assert recorded.nodes[-1].kind == "leaf" and len(recorded.edges) == 10001
    assert recorded.path("output", "x") == ["AddBackward0", "AccumulateGrad"]


def test_saved_tensors_are_named_until_backward_frees_them():
    x, w = leaf(shape=(2, 3)), leaf(shape=(3, 4))
    y = (torch.ones(2, 3) @ w).exp().sum() + (x * x).sum()
    saved = {node.name: node.saved for node in tape.record(y).nodes if node.kind == "operation"}
    assert saved["ExpBackward0"] == ("result",)
    assert saved["MulBackward0"] == ("other", "self")
    assert saved["MmBackward0"] == ("self",), "the constant factor needs no gradient, so w is not kept"
    assert saved["AddBackward0"] == ()
    y.backward()
    assert all(node.saved == () for node in tape.record(y).nodes)


class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 2 * x

    @staticmethod
    def backward(ctx, cotangent):
        return 2 * cotangent


def test_a_custom_function_is_a_node_even_when_freed():
    y = Double.apply(leaf())
    assert tape.record(y).nodes[1].saved == ("tensors",)
    y.backward()
    assert tape.record(y).nodes[1].label == "DoubleBackward"


def test_recording_runs_no_saved_tensor_hook():
    unpacked = []
    with torch.autograd.graph.saved_tensors_hooks(lambda x: x, unpacked.append):
        y = leaf() ** 2
    assert tape.record(y).nodes[1].saved == ("self",)
    assert unpacked == []


def test_recording_changes_no_gradient():
    t = sum_times_difference()
    tape.draw(t["z"], **t)
    assert t["x"].grad is None
    t["z"].backward()
    assert t["x"].grad == 4


# What cannot be recorded


@pytest.mark.parametrize(
    "output, message",
    [
        (leaf(), "is a leaf: no operation made it"),
        (torch.tensor(1.0), "has no graph.*set requires_grad=True"),
        ((leaf() * 2).detach(), "it was detached"),
        ([], "no output"),
    ],
    ids=["leaf", "constant", "detached", "nothing"],
)
def test_a_tensor_without_a_graph_is_refused_with_the_remedy(output, message):
    with pytest.raises(ValueError, match=message):
        tape.record(output)


def test_what_is_no_tensor_is_named():
    with pytest.raises(TypeError, match="an output must be a tensor, not float"):
        tape.record([leaf() * 2, 1.0])
    with pytest.raises(TypeError, match="x must be a tensor, not float"):
        tape.record(leaf() * 2, x=1.0)


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_graph_on_a_gpu_reads_the_same():
    on_cpu, on_gpu = ((torch.ones(2, device=d, requires_grad=True) * 3).sum() for d in ("cpu", "cuda"))
    assert str(tape.record(on_cpu)) == str(tape.record(on_gpu))
