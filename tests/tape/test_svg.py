"""The picture of a graph repeats to the byte, shows every kind of node, and is described in words."""

import itertools
import re
import xml.etree.ElementTree as ElementTree

import pytest
from IPython.core.formatters import DisplayFormatter
from tape_support import leaf, sum_times_difference, two_layer_net

from gradschool import tape
from gradschool.tape import svg

SVG = "{http://www.w3.org/2000/svg}"


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
    image = ElementTree.fromstring(drawings()["labelled"].svg)
    assert image.get("role") == "img"
    assert [child.tag for child in image[:3]] == [SVG + "title", SVG + "desc", SVG + "rect"]
    assert image[0].text == "Backward graph of z"
    assert "AddBackward0 → s leads to AccumulateGrad → x (edge: 1) and AccumulateGrad → y." in image[1].text
    assert image[2].get("fill") == "#FFFFFF"
    assert any("Arrows follow the backward pass" in (text.text or "") for text in image.iter(SVG + "text"))


def test_absent_names_are_noted_below_the_picture():
    x, c = leaf(), leaf().detach()
    image = svg.render(tape.record(x * c, x=x, c=c), labels={})
    assert "Not in this graph: c (it does not require grad)." in image


def test_kinds_differ_by_shape():
    image = ElementTree.fromstring(drawings()["plain"].svg)
    boxes = [rect for rect in image.iter(SVG + "rect") if rect.get("stroke")]
    assert len(list(image.iter(SVG + "ellipse"))) == 1
    assert [box.get("rx") for box in boxes] == ["0", "0", "0", "15", "15"]


def test_nothing_leaves_the_picture_or_covers_another_node():
    for drawing in drawings().values():
        image = ElementTree.fromstring(drawing.svg)
        width, height = float(image.get("width")), float(image.get("height"))
        boxes = [
            tuple(float(box.get(side)) for side in ("x", "y", "width", "height"))
            for box in image.iter(SVG + "rect")
            if box.get("stroke")
        ]
        for x, y, wide, high in boxes:
            assert 0 <= x and x + wide <= width and 0 <= y and y + high <= height
        for (x0, y0, wide0, _), (x1, y1, wide1, _) in itertools.combinations(boxes, 2):
            assert y0 != y1 or x0 + wide0 < x1 or x1 + wide1 < x0
        for path in image.iter(SVG + "path"):
            assert all(float(number) >= 0 for number in re.findall(r"-?[\d.]+", path.get("d")))


def test_names_are_escaped():
    x = leaf()
    drawing = tape.draw(x * 2, **{"<x> & y": x})
    assert "<x>" not in drawing.svg
    assert ElementTree.fromstring(drawing.svg) is not None


def test_parallel_edges_take_a_text_each():
    x = leaf()
    y = x * x
    text = tape.draw(y, x=x, y=y, edge_labels={("y", "x"): ["left", "right"]}).svg
    assert text.index(">left<") < text.index(">right<")
    with pytest.raises(ValueError, match=r"edge_labels\['y', 'x'\]: 1 texts for 2 edges"):
        tape.draw(y, x=x, y=y, edge_labels={("y", "x"): ["left"]})


def test_a_label_for_no_edge_is_refused_with_the_graph():
    t = sum_times_difference()
    with pytest.raises(ValueError, match="names an edge 'z' to 'x', which is not among\n  0  output"):
        tape.draw(t["z"], edge_labels={("z", "x"): "1"}, **t)


def test_a_large_graph_is_not_drawn():
    y = leaf()
    for _ in range(60):
        y = y + 1
    with pytest.raises(ValueError, match=r"62 nodes and a picture shows at most 60.*operations\(\)"):
        tape.draw(y)
