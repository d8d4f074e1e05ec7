"""A recorded graph as plain data: nodes and edges, to print, to count and to search. It holds no tensor.

The edges are those of the backward pass: they lead from the output, through the operations, to the leaves.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """One node of the graph.

    id: its place in `Tape.nodes`.
    kind: "output", "operation" or "leaf".
    name: PyTorch's name for it, such as "MulBackward0" or "AccumulateGrad"; "" for an output, which is a tensor.
    tensor: the name of the tensor that it is (output, leaf) or makes (operation); None if an operation's is unnamed.
    shape: the shape of that tensor; of the first one if an operation makes several.
    saved: PyTorch's names of what an operation keeps for its backward pass, such as ("other", "self"); empty
        once a backward pass has freed it.
    """

    id: int
    kind: str
    name: str
    tensor: str | None
    shape: tuple[int, ...]
    saved: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The node in words, such as "z", "MulBackward0", "AddBackward0 → s", "AccumulateGrad → x"."""
        return " → ".join(part for part in (self.name, self.tensor) if part)

    @property
    def size(self) -> str:
        """The shape in words, such as "scalar" or "(2, 3)"."""
        return str(self.shape) if self.shape else "scalar"


@dataclass(frozen=True)
class Edge:
    """One step of the backward pass, from the node with id `source` to the node with id `target`.

    slot: which input of the source's operation the target is, counted from 0. So x * x has two edges to x.
    """

    source: int
    target: int
    slot: int


@dataclass(frozen=True)
class Tape:
    """A recorded graph.

    nodes: outputs, then operations, then leaves. edges: each leads to a node with a higher id. absent: the names that
    were passed to `record` but are not in the graph, each with the reason.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    absent: Mapping[str, str]

    def operations(self) -> list[str]:
        """PyTorch's names of the operations, in an order in which the backward pass can run them."""
        return [node.name for node in self.nodes if node.kind == "operation"]

    def leaves(self) -> list[str]:
        """Names of the leaves that a backward pass reaches."""
        return [node.tensor for node in self.nodes if node.kind == "leaf" and node.tensor is not None]

    def find(self, key: str | int) -> Node:
        """Return the node with this id or tensor name; of an output and the operation that makes it, the output.

        Raises KeyError, with the names that there are, if no node has it.
        """
        for node in self.nodes:
            if key == (node.id if isinstance(key, int) else node.tensor):
                return node
        known = ", ".join(dict.fromkeys(node.tensor for node in self.nodes if node.tensor))
        raise KeyError(f"no node {key!r}; this graph has ids 0 to {len(self.nodes) - 1} and the names {known}")

    def path(self, start: str | int, end: str | int) -> list[str]:
        """Return PyTorch's names of the nodes from `start` to `end`, both included, along a shortest path.

        start, end: tensor names or node ids. Of several shortest paths, the one through earlier inputs is taken.
        Outputs are tensors, not nodes of PyTorch's graph, so they are left out. Raises KeyError as `find` does, and
        ValueError if no path leads from `start` to `end`.
        """
        first, last = self.find(start), self.find(end)
        came_from: dict[int, int | None] = {first.id: None}
        queue = deque([first.id])
        following = self._following()
        while queue and last.id not in came_from:
            here = queue.popleft()
            for target in following[here]:
                if target not in came_from:
                    came_from[target] = here
                    queue.append(target)
        if last.id not in came_from:
            raise ValueError(f"no path leads from {first.label} to {last.label}: edges lead from outputs to leaves")
        walk: list[str] = []
        step: int | None = last.id
        while step is not None:
            walk.append(self.nodes[step].name)
            step = came_from[step]
        return [name for name in reversed(walk) if name]

    def _following(self) -> list[list[int]]:
        """For each node, the ids of the nodes that its edges lead to, in the order of its inputs."""
        following: list[list[int]] = [[] for _ in self.nodes]
        for edge in self.edges:
            following[edge.source].append(edge.target)
        return following

    def __str__(self) -> str:
        lines = []
        for node, targets in zip(self.nodes, self._following(), strict=True):
            arrow = f"  to {', '.join(map(str, targets))}" if targets else ""
            lines.append(f"{node.id:>3}  {node.kind:<9}  {node.label}  {node.size}{arrow}")
        return "\n".join(lines + [f"not in this graph: {name} ({why})" for name, why in self.absent.items()])

    __repr__ = __str__
