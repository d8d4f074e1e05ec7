"""The recorded graph: every node and edge once, in a fixed order, and a picture that repeats to the byte."""

import itertools
import re
import xml.etree.ElementTree as ElementTree

import pytest
import torch
from IPython.core.formatters import DisplayFormatter
from torch import nn

from gradschool import tape
from gradschool.tape import layout

SVG = "{http://www.w3.org/2000/svg}"


def leaf(value=2.0, shape=()):
    return torch.full(shape, value, requires_grad=True)


def sum_times_difference():
    """z = (x + y)(x − y), with all its tensors by name."""
    x, y = leaf(2.0), leaf(3.0)
    s, d = x + y, x - y
    return {"x": x, "y": y, "s": s, "d": d, "z": s * d}


def two_layer_net():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
    return net(torch.randn(5, 3)).pow(2).mean(), dict(net.named_parameters())


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


# Asking the tape


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


def test_a_large_graph_is_not_drawn():
    y = leaf()
    for _ in range(60):
        y = y + 1
    with pytest.raises(ValueError, match=r"62 nodes and a picture shows at most 60.*operations\(\)"):
        tape.draw(y)


# The picture


def drawings():
    t = sum_times_difference()
    labels = {("z", "s"): "∂z/∂s = d", ("z", "d"): "∂z/∂d = s", ("s", "x"): "1", ("d", "y"): "−1"}
    loss, parameters = two_layer_net()
    x = leaf()
    power = x
    for _ in range(5):
        power = power * x
    return {
        "plain": tape.draw(t["z"]),
        "labelled": tape.draw(t["z"], edge_labels=labels, **t),
        "net": tape.draw(loss, loss=loss, **parameters),
        "power": tape.draw([power, power + t["s"]], x=x),
    }


def test_a_picture_is_the_same_to_the_byte_and_holds_no_address():
    for first, second in zip(drawings().values(), drawings().values(), strict=True):
        assert first.svg == second.svg
        assert repr(first) == repr(second)
        assert "0x" not in first.svg + repr(first)


def test_jupyter_shows_the_picture_and_a_terminal_the_text():
    data, _ = DisplayFormatter().format(drawings()["labelled"])
    assert data["image/svg+xml"].startswith("<svg ")
    assert data["text/plain"].splitlines()[1] == "  1  operation  MulBackward0 → z  scalar  to 2, 3"


def test_a_picture_has_title_description_and_white_ground():
    svg = ElementTree.fromstring(drawings()["labelled"].svg)
    assert svg.get("role") == "img"
    assert [child.tag for child in svg[:3]] == [SVG + "title", SVG + "desc", SVG + "rect"]
    assert svg[0].text == "Backward graph of z"
    assert "AddBackward0 → s leads to AccumulateGrad → x (edge: 1) and AccumulateGrad → y." in svg[1].text
    assert svg[2].get("fill") == "#FFFFFF"
    assert any("Arrows follow the backward pass" in (text.text or "") for text in svg.iter(SVG + "text"))


def test_kinds_differ_by_shape():
    svg = ElementTree.fromstring(drawings()["plain"].svg)
    boxes = [rect for rect in svg.iter(SVG + "rect") if rect.get("stroke")]
    assert len(list(svg.iter(SVG + "ellipse"))) == 1
    assert [box.get("rx") for box in boxes] == ["0", "0", "0", "15", "15"]


def test_nothing_leaves_the_picture_or_covers_another_node():
    for drawing in drawings().values():
        svg = ElementTree.fromstring(drawing.svg)
        width, height = float(svg.get("width")), float(svg.get("height"))
        boxes = [
            tuple(float(box.get(side)) for side in ("x", "y", "width", "height"))
            for box in svg.iter(SVG + "rect")
            if box.get("stroke")
        ]
        for x, y, wide, high in boxes:
            assert 0 <= x and x + wide <= width and 0 <= y and y + high <= height
        for (x0, y0, wide0, _), (x1, y1, wide1, _) in itertools.combinations(boxes, 2):
            assert y0 != y1 or x0 + wide0 < x1 or x1 + wide1 < x0
        for path in svg.iter(SVG + "path"):
            assert all(float(number) >= 0 for number in re.findall(r"-?[\d.]+", path.get("d")))


def test_arrows_lead_down():
    placed = layout.arrange([50, 50, 50, 50], [(0, 1), (0, 3), (1, 2), (2, 3)], [0, 0, 0, 0], gap=10)
    assert [[vertex for vertex in layer if vertex < 4] for layer in placed.layers] == [[0], [1], [2], [3]]
    assert [len(route) for route in placed.routes] == [2, 4, 2, 2]


def test_crossings_that_need_not_be_are_removed():
    placed = layout.arrange([50] * 5, [(0, 1), (0, 2), (1, 4), (2, 3)], [0] * 4, gap=10)
    assert (placed.x[1] < placed.x[2]) == (placed.x[4] < placed.x[3])


def test_names_are_escaped():
    x = leaf()
    drawing = tape.draw(x * 2, **{"<x> & y": x})
    assert "<x>" not in drawing.svg
    assert ElementTree.fromstring(drawing.svg) is not None


def test_parallel_edges_take_a_text_each():
    x = leaf()
    y = x * x
    svg = tape.draw(y, x=x, y=y, edge_labels={("y", "x"): ["left", "right"]}).svg
    assert svg.index(">left<") < svg.index(">right<")
    with pytest.raises(ValueError, match=r"edge_labels\['y', 'x'\]: 1 texts for 2 edges"):
        tape.draw(y, x=x, y=y, edge_labels={("y", "x"): ["left"]})


def test_a_label_for_no_edge_is_refused_with_the_graph():
    t = sum_times_difference()
    with pytest.raises(ValueError, match="names an edge 'z' to 'x', which is not among\n  0  output"):
        tape.draw(t["z"], edge_labels={("z", "x"): "1"}, **t)


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_graph_on_a_gpu_reads_the_same():
    on_cpu, on_gpu = ((torch.ones(2, device=d, requires_grad=True) * 3).sum() for d in ("cpu", "cuda"))
    assert str(tape.record(on_cpu)) == str(tape.record(on_gpu))
