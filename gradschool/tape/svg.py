"""Draw a recorded graph as SVG text, the same to the byte for the same graph."""

from collections.abc import Mapping
from itertools import pairwise
from xml.sax.saxutils import escape

from gradschool.tape import layout
from gradschool.tape.graph import Edge, Node, Tape

LARGEST = 60  # nodes that are still legible in one picture
BOX_HEIGHT, LABEL_HEIGHT, ROW_GAP, NODE_GAP, MARGIN = 46.0, 20.0, 44.0, 26.0, 20.0
NAME_SIZE, NOTE_SIZE = 14, 12
ADVANCE = 0.62  # width of a monospaced letter as a part of the font size
MONOSPACE = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
# Pale fill and strong outline in the house colours: blue, black, green. The shape says the same.
FILL = {"output": "#E3F0F8", "operation": "#FFFFFF", "leaf": "#E0F3EC"}
STROKE = {"output": "#0072B2", "operation": "#000000", "leaf": "#009E73"}
EDGE, NOTE, TEXT = "#555555", "#444444", "#000000"
READING = (
    "Arrows follow the backward pass, from output to leaves.",
    "Ellipse: output. Rectangle: operation. Rounded box: leaf.",
)


def render(tape: Tape, labels: Mapping[Edge, str]) -> str:
    """Draw `tape`, with the texts of `labels` on its edges, and return the SVG.

    Raises ValueError if there are more than 60 nodes.
    """
    if len(tape.nodes) > LARGEST:
        raise ValueError(
            f"the graph has {len(tape.nodes)} nodes and a picture shows at most {LARGEST}: "
            "read it with tape.record(output).operations(), or draw a smaller output"
        )
    widths = [max(_text_width(*line) for line in _lines(node)) + _padding(node) for node in tape.nodes]
    label_widths = [_text_width(labels[edge], NOTE_SIZE) + 8 if edge in labels else 0.0 for edge in tape.edges]
    pairs = [(edge.source, edge.target) for edge in tape.edges]
    placed = layout.arrange(widths, pairs, label_widths, NODE_GAP)

    labelled = {route[1] for edge, route in zip(tape.edges, placed.routes, strict=True) if edge in labels}
    tops, heights, y = [], [], MARGIN
    for layer in placed.layers:
        nodes = any(vertex < len(tape.nodes) for vertex in layer)
        heights.append(BOX_HEIGHT if nodes else LABEL_HEIGHT if labelled.intersection(layer) else 0.0)
        tops.append(y)
        y += heights[-1] + (0.6 * ROW_GAP if labels else ROW_GAP)
    foot = tops[-1] + heights[-1] + 30
    notes = [*READING, *(f"Not in this graph: {name} ({why})." for name, why in tape.absent.items())]
    drawn = max(x + width / 2 for x, width in zip(placed.x, placed.widths, strict=True))
    width = max(drawn, *(_text_width(note, NOTE_SIZE) for note in notes)) + 2 * MARGIN
    height = foot + 18 * len(notes)
    shift = (width - drawn) / 2
    x = [centre + shift for centre in placed.x]
    row = {vertex: number for number, layer in enumerate(placed.layers) for vertex in layer}

    ports = _ports(placed.routes, x, placed.widths)
    parts = []
    for number, (edge, route) in enumerate(zip(tape.edges, placed.routes, strict=True)):
        points: list[tuple[float, float]] = []
        for vertex in route:
            at = ports.get((number, vertex), x[vertex])
            points += [(at, tops[row[vertex]]), (at, tops[row[vertex]] + heights[row[vertex]])]
        parts.append(_edge(points[1:-1]))
        if edge in labels:
            bend = route[1]
            parts.append(_edge_label(labels[edge], x[bend], tops[row[bend]], placed.widths[bend]))
    parts += [_node(node, x[node.id], tops[row[node.id]], widths[node.id]) for node in tape.nodes]
    for number, note in enumerate(notes):
        parts.append(_text(note, MARGIN, foot + 18 * number, NOTE_SIZE, NOTE, anchor="start"))

    outputs = ", ".join(node.tensor or "" for node in tape.nodes if node.kind == "output")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{MONOSPACE}">'
    )
    title = f"<title>{escape(f'Backward graph of {outputs}')}</title>"
    desc = f"<desc>{escape(_description(tape, labels))}</desc>"
    ground = '<rect width="100%" height="100%" fill="#FFFFFF"/>'  # so that it can be read on a dark page too
    return "\n".join([head, title, desc, ground, *parts, "</svg>"]) + "\n"


def _description(tape: Tape, labels: Mapping[Edge, str]) -> str:
    """Say in words, for those who do not see the picture, where each node leads."""
    sentences = [READING[0]]
    for node in tape.nodes:
        edges = [edge for edge in tape.edges if edge.source == node.id]
        told = [
            tape.nodes[edge.target].label + (f" (edge: {labels[edge]})" if edge in labels else "") for edge in edges
        ]
        if told:
            sentences.append(f"{node.label} leads to {' and '.join(told)}.")
    return " ".join(sentences)


def _lines(node: Node) -> list[tuple[str, int]]:
    """The two lines of text in a node, each with its font size."""
    if node.kind == "output":
        return [(node.tensor or "", NAME_SIZE), (f"output, {node.size}", NOTE_SIZE)]
    if node.kind == "leaf":
        return [(node.tensor or "", NAME_SIZE), (f"{node.name}, {node.size}", NOTE_SIZE)]
    made = node.size if node.tensor is None else f"makes {node.tensor}, {node.size}"
    return [(node.name, NAME_SIZE), (made, NOTE_SIZE)]


def _text_width(text: str, size: int) -> float:
    return len(text) * size * ADVANCE


def _padding(node: Node) -> float:
    return 48.0 if node.kind == "output" else 24.0  # an ellipse is narrow where its lines of text are


def _ports(routes: list[list[int]], x: list[float], widths: list[float]) -> dict[tuple[int, int], float]:
    """Spread the ends of edges along the sides of their nodes, from left to right.

    The key of an end is the number of its edge and the node; the value is its x.
    """
    leaving: dict[int, list[tuple[float, int]]] = {}
    arriving: dict[int, list[tuple[float, int]]] = {}
    for number, route in enumerate(routes):
        leaving.setdefault(route[0], []).append((x[route[1]], number))
        arriving.setdefault(route[-1], []).append((x[route[-2]], number))
    ports = {}
    for side in (leaving, arriving):
        for node, ends in side.items():
            spacing = min(24.0, 0.6 * widths[node] / len(ends))
            for place, (_, number) in enumerate(sorted(ends)):
                ports[number, node] = x[node] + (place - (len(ends) - 1) / 2) * spacing
    return ports


def _edge(points: list[tuple[float, float]]) -> str:
    """Draw an edge with an arrowhead at its end.

    points: (x, y) where it leaves its source, enters and leaves each row between, and reaches its target. The line is
    curved between two rows and straight within one.
    """
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    points = [*points[:-1], (points[-1][0], points[-1][1] - 7)]  # the line ends inside the arrowhead
    for number, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        middle = (y0 + y1) / 2
        if number % 2 == 0 and x0 != x1:
            path += f"C{x0:.1f} {middle:.1f} {x1:.1f} {middle:.1f} {x1:.1f} {y1:.1f}"
        else:
            path += f"L{x1:.1f} {y1:.1f}"
    x, y = points[-1][0], points[-1][1] + 7
    head = f"M{x:.1f} {y:.1f}L{x - 4.5:.1f} {y - 10:.1f}L{x + 4.5:.1f} {y - 10:.1f}Z"
    line = f'<path d="{path}" fill="none" stroke="{EDGE}" stroke-width="1.5"/>'
    return f'{line}<path d="{head}" fill="{EDGE}"/>'


def _edge_label(text: str, x: float, top: float, width: float) -> str:
    size = f'width="{width:.1f}" height="{LABEL_HEIGHT:.1f}"'
    ground = f'<rect x="{x - width / 2:.1f}" y="{top:.1f}" {size} fill="#FFFFFF"/>'
    return ground + _text(text, x, top + 14, NOTE_SIZE, TEXT)


def _node(node: Node, x: float, top: float, width: float) -> str:
    paint = f'fill="{FILL[node.kind]}" stroke="{STROKE[node.kind]}" stroke-width="1.8"'
    if node.kind == "output":
        across, down = width / 2, BOX_HEIGHT / 2
        shape = f'<ellipse cx="{x:.1f}" cy="{top + down:.1f}" rx="{across:.1f}" ry="{down:.1f}" {paint}/>'
    else:
        radius = 15 if node.kind == "leaf" else 0
        shape = (
            f'<rect x="{x - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" height="{BOX_HEIGHT:.0f}" '
            f'rx="{radius}" {paint}/>'
        )
    (name, name_size), (note, note_size) = _lines(node)
    shape += _text(name, x, top + 20, name_size, TEXT, weight="bold")
    return shape + _text(note, x, top + 37, note_size, NOTE)


def _text(
    text: str, x: float, y: float, size: int, colour: str, *, anchor: str = "middle", weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )
