"""Lay out a small directed graph in layers: longest-path layers, barycentre order, straight runs.

Source of the method: K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical
system structures", IEEE Transactions on Systems, Man and Cybernetics 11 (1981). Nothing here is random: one
graph has one layout.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

SWEEPS = 12  # up and down through the layers, each time improving the order or the places
BEND_WIDTH = 12.0  # room that an edge takes where it passes a layer without a node


@dataclass(frozen=True)
class Layout:
    """Where everything stands. Vertices 0 … n-1 are the graph's nodes, higher ones are bends of edges.

    layers: for each layer, its vertices from left to right. x, widths: centre and width of each vertex, with the
    leftmost side at 0. routes: for each edge, the vertices that it passes, one in each layer, both ends included.
    """

    layers: list[list[int]]
    x: list[float]
    widths: list[float]
    routes: list[list[int]]


def arrange(
    node_widths: Sequence[float], edges: Sequence[tuple[int, int]], label_widths: Sequence[float], gap: float
) -> Layout:
    """Place nodes so that every edge leads down.

    node_widths: the width of each node. edges: pairs (source, target) with source < target. label_widths: for each
    edge, the width of its label, 0 for none. If any edge has a label, every second layer holds only bends, and a label
    stands at the first bend of its edge. gap: the least room between neighbours in a layer.
    """
    step = 2 if any(label_widths) else 1
    depth = [step * layer for layer in _depths(len(node_widths), edges)]
    layers: list[list[int]] = [[] for _ in range(max(depth) + 1)]
    for node, layer in enumerate(depth):
        layers[layer].append(node)

    widths, routes = list(node_widths), []
    for (source, target), label in zip(edges, label_widths, strict=True):
        route = [source]
        for layer in range(depth[source] + 1, depth[target]):
            route.append(len(widths))
            layers[layer].append(len(widths))
            widths.append(max(label, BEND_WIDTH) if layer == depth[source] + 1 else BEND_WIDTH)
        routes.append([*route, target])

    above: list[list[int]] = [[] for _ in widths]
    below: list[list[int]] = [[] for _ in widths]
    for route in routes:
        for upper, lower in pairwise(route):
            below[upper].append(lower)
            above[lower].append(upper)

    layers = _order(layers, above, below)
    return Layout(layers, _place(layers, above, below, widths, gap), widths, routes)


def _depths(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """The layer of each node: one below the lowest node that leads to it.

    A node that nothing leads to stands right above the highest node that it leads to.
    """
    depth = [0] * count
    for source, target in sorted(edges):
        depth[target] = max(depth[target], depth[source] + 1)
    targets = {target for _, target in edges}
    for node in set(range(count)) - targets:
        depth[node] = min((depth[target] for source, target in edges if source == node), default=1) - 1
    return depth


def _order(layers: list[list[int]], above: list[list[int]], below: list[list[int]]) -> list[list[int]]:
    """Sort each layer by the mean place of its neighbours, sweeping down and up; keep the order that crosses least."""
    best, fewest = layers, _crossings(layers, below)
    for sweep in range(SWEEPS):
        neighbours = above if sweep % 2 == 0 else below
        layers = [list(layer) for layer in layers]
        rank = {vertex: place for layer in layers for place, vertex in enumerate(layer)}
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            layer.sort(key=lambda vertex: _mean([rank[other] for other in neighbours[vertex]], rank[vertex]))
            rank.update((vertex, place) for place, vertex in enumerate(layer))
        crossings = _crossings(layers, below)
        if crossings < fewest:
            best, fewest = layers, crossings
    return best


def _crossings(layers: list[list[int]], below: list[list[int]]) -> int:
    """How many pairs of edges between adjacent layers cross."""
    count = 0
    for upper, lower in pairwise(layers):
        place = {vertex: number for number, vertex in enumerate(lower)}
        ends = [place[target] for vertex in upper for target in sorted(below[vertex], key=place.__getitem__)]
        count += sum(left > right for left, right in combinations(ends, 2))
    return count


def _place(
    layers: list[list[int]], above: list[list[int]], below: list[list[int]], widths: list[float], gap: float
) -> list[float]:
    """The centre of each vertex: near the mean of its neighbours, with the order kept and the gaps not too small."""
    x = [0.0] * len(widths)
    for layer in layers:
        for left, right in pairwise(layer):
            x[right] = x[left] + (widths[left] + widths[right]) / 2 + gap
        middle = (x[layer[0]] + x[layer[-1]]) / 2
        for vertex in layer:
            x[vertex] -= middle
    for sweep in range(SWEEPS):  # the last one goes up, so that long edges run straight into their targets
        neighbours = above if sweep % 2 == 0 else below
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wanted = [_mean([x[other] for other in neighbours[vertex]], x[vertex]) for vertex in layer]
            offsets = [0.0]
            for left, right in pairwise(layer):
                offsets.append(offsets[-1] + (widths[left] + widths[right]) / 2 + gap)
            nearest = _nearest_increasing([goal - off for goal, off in zip(wanted, offsets, strict=True)])
            for vertex, base, offset in zip(layer, nearest, offsets, strict=True):
                x[vertex] = base + offset
    left_edge = min(centre - width / 2 for centre, width in zip(x, widths, strict=True))
    return [centre - left_edge for centre in x]


def _nearest_increasing(goals: Sequence[float]) -> list[float]:
    """The non-decreasing numbers nearest to goals in least squares, by pooling adjacent violators.

    Source: R. E. Barlow et al., "Statistical Inference under Order Restrictions" (1972), section 1.2.
    """
    pools: list[tuple[float, int]] = []
    for goal in goals:
        mean, size = goal, 1
        while pools and pools[-1][0] > mean:
            previous, count = pools.pop()
            mean, size = (previous * count + mean * size) / (count + size), count + size
        pools.append((mean, size))
    return [mean for mean, size in pools for _ in range(size)]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
