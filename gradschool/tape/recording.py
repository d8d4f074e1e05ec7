"""The graph that autograd recorded, as plain data: nodes and edges, to print, to count and to draw.

`record` walks `grad_fn` and `next_functions`; `draw` turns the result into a picture. The edges are those of
the backward pass: they lead from the output, through the operations, to the leaves.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gradschool.tape import svg


@dataclass(frozen=True)
class Node:
    """One node of the graph. It holds no tensor.

    id: its place in `Tape.nodes`.
    kind: "output", "operation" or "leaf".
    name: PyTorch's name for it, such as "MulBackward0" or "AccumulateGrad"; "" for an output, a tensor.
    tensor: name of the tensor that it is (output, leaf) or makes (operation); None for an unnamed operation.
    shape: the shape of that tensor; of the first one where an operation makes several.
    saved: what an operation keeps for its backward pass, in PyTorch's names, such as ("other", "self"); empty
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
        """The node in words: "z", "MulBackward0", "AddBackward0 → s", "AccumulateGrad → x"."""
        return " → ".join(part for part in (self.name, self.tensor) if part)

    @property
    def size(self) -> str:
        """The shape in words: "scalar" or "(2, 3)"."""
        return str(self.shape) if self.shape else "scalar"


@dataclass(frozen=True)
class Edge:
    """One step of the backward pass, from node `source` to node `target` (ids).

    slot: which input of the source's operation the target made, counted from 0. x * x has two edges to x.
    """

    source: int
    target: int
    slot: int


@dataclass(frozen=True)
class Tape:
    """A recorded graph. Nodes: outputs, then operations, then leaves; every edge leads to a higher id.

    absent: names that were passed to `record` and are not in the graph, each with the reason.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    absent: Mapping[str, str]

    def operations(self) -> list[str]:
        """PyTorch's names of the operations, in an order in which the backward pass can run them."""
        return [node.name for node in self.nodes if node.kind == "operation"]

    def leaves(self) -> list[str]:
        """Names of the leaves that a backward pass reaches."""
        return [node.tensor for node in self.nodes if node.kind == "leaf"]

    def find(self, key: str | int) -> Node:
        """The node with this id or tensor name, an output before the operation that makes it.

        KeyError, listing the names there are, if no node has it.
        """
        for node in self.nodes:
            if key == (node.id if isinstance(key, int) else node.tensor):
                return node
        known = ", ".join(dict.fromkeys(node.tensor for node in self.nodes if node.tensor))
        raise KeyError(f"no node {key!r}; this graph has ids 0 to {len(self.nodes) - 1} and the names {known}")

    def path(self, start: str | int, end: str | int) -> list[str]:
        """PyTorch's names of the nodes from `start` to `end`, both included, along a shortest path.

        start, end: tensor names or node ids. Among paths of one length, the one through earlier inputs. Outputs
        are tensors, not nodes of PyTorch's graph, and are left out. KeyError as `find`; ValueError if no path
        leads there.
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
        walk, here = [], last.id
        while here is not None:
            walk.append(self.nodes[here].name)
            here = came_from[here]
        return [name for name in reversed(walk) if name]

    def _following(self) -> list[list[int]]:
        following = [[] for _ in self.nodes]
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


@dataclass(frozen=True, repr=False)
class Drawing:
    """A tape and its picture: Jupyter shows `svg`, a terminal shows the tape as text."""

    tape: Tape
    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return str(self.tape)


def record(output: Tensor | Sequence[Tensor], /, **names: Tensor) -> Tape:
    """Read the graph behind `output`: a tensor of any shape, or several.

    names: `x=x, z=z` gives tensors their names, leaves as well as results. Leaves without one are numbered in
    the order of their ids: "leaf 1", "leaf 2". Constants (tensors that do not require grad) leave no trace in
    the graph: no node stands for them, and one that is named here ends up in `Tape.absent`.

    Raises TypeError if an output or a named thing is not a tensor, ValueError if an output has no graph.
    """
    outputs = [output] if isinstance(output, Tensor) else list(output)
    if not outputs:
        raise ValueError("there is no output to start from: pass a tensor")
    for name, tensor in [*((None, tensor) for tensor in outputs), *names.items()]:
        if not isinstance(tensor, Tensor):
            what = "an output" if name is None else name
            raise TypeError(f"{what} must be a tensor, not {type(tensor).__name__}")
    for tensor in outputs:
        _require_graph(tensor)

    functions = _topological([tensor.grad_fn for tensor in outputs])
    functions.sort(key=_is_leaf)  # stable; leaves lead nowhere, so with them last the order is still topological
    ids = {function: number for number, function in enumerate(functions, start=len(outputs))}
    tensor_names = {}
    for name, tensor in names.items():
        if tensor.requires_grad:
            tensor_names.setdefault(_function(tensor), name)

    nodes, edges = [], []
    for number, tensor in enumerate(outputs):
        unnamed = "output" if len(outputs) == 1 else f"output {number + 1}"
        given = next((name for name, named in names.items() if named is tensor), unnamed)
        nodes.append(Node(number, "output", "", given, tuple(tensor.shape)))
        edges.append(Edge(number, ids[tensor.grad_fn], 0))
    unnamed_leaves = 0
    for function, number in ids.items():
        tensor_name = tensor_names.get(function)
        if _is_leaf(function) and tensor_name is None:
            unnamed_leaves += 1
            tensor_name = f"leaf {unnamed_leaves}"
        kind = "leaf" if _is_leaf(function) else "operation"
        name = function.name().rpartition("::")[2]  # AccumulateGrad calls itself torch::autograd::AccumulateGrad
        nodes.append(Node(number, kind, name, tensor_name, _shape(function), _saved(function)))
        for slot, (source, _) in enumerate(function.next_functions):
            if source is not None:  # None stands for an input that does not require grad
                edges.append(Edge(number, ids[source], slot))

    absent = {
        name: "the output does not depend on it" if tensor.requires_grad else "it does not require grad"
        for name, tensor in names.items()
        if not tensor.requires_grad or _function(tensor) not in ids
    }
    return Tape(tuple(nodes), tuple(edges), absent)


def draw(
    output: Tensor | Sequence[Tensor],
    /,
    edge_labels: Mapping[tuple[str | int, str | int], str | Sequence[str]] | None = None,
    **names: Tensor,
) -> Drawing:
    """Draw the graph behind `output`; arrows follow the backward pass, from the output down to the leaves.

    names: as for `record`.
    edge_labels: text on edges, such as `{("z", "s"): "∂z/∂s = 3"}`. The key names the tensors that the two nodes
        make, or gives node ids. Several edges between the two share one text, or take a list of texts in the
        order of the inputs.
    The picture is the same to the byte each time and holds no addresses.

    Raises as `record` does; ValueError if the graph has more than 60 nodes or a label fits no edge.
    """
    tape = record(output, **names)
    return Drawing(tape, svg.render(tape, _labels(tape, edge_labels or {})))


def _require_graph(tensor: Tensor) -> None:
    if tensor.grad_fn is not None:
        return
    if tensor.requires_grad:
        raise ValueError(
            "this tensor is a leaf: no operation made it, so it has no graph; pass a result computed from it"
        )
    raise ValueError(
        "this tensor has no graph: it was detached, made under torch.no_grad(), or computed only from tensors "
        "that do not require grad; set requires_grad=True on an input and compute the output again"
    )


def _topological(roots: list) -> list:
    """Every function reachable from the roots, before those it leads to: reverse postorder, without recursion."""
    finished, entered = [], set()
    stack = [(root, False) for root in roots]
    while stack:
        function, done = stack.pop()
        if done:
            finished.append(function)
        elif function not in entered:
            entered.add(function)
            stack.append((function, True))
            # The last input is popped and walked first, so the reversed result reads from the first input on.
            stack.extend((source, False) for source, _ in function.next_functions if source is not None)
    return finished[::-1]


def _is_leaf(function) -> bool:
    return hasattr(function, "variable")  # only AccumulateGrad, which adds to a leaf's .grad, has one


def _function(tensor: Tensor):
    """What stands for a tensor in the graph: its grad_fn, or its AccumulateGrad if it is a leaf."""
    return torch.autograd.graph.get_gradient_edge(tensor).node


def _shape(function) -> tuple[int, ...]:
    if _is_leaf(function):
        return tuple(function.variable.shape)
    return tuple(function._input_metadata[0].shape)


def _saved(function) -> tuple[str, ...]:
    """Names of the saved tensors, read raw: that runs no unpack hook and accepts freed or modified tensors."""
    prefix, saved = "_raw_saved_", []
    for attribute in dir(function):
        if attribute.startswith(prefix):
            try:
                raw = getattr(function, attribute)
            except RuntimeError:  # a freed autograd.Function, alone among freed nodes, raises here
                continue
            if any(one.data is not None for one in (raw if isinstance(raw, tuple) else (raw,))):
                saved.append(attribute.removeprefix(prefix))
    return tuple(saved)


def _labels(tape: Tape, wanted: Mapping) -> dict[Edge, str]:
    """Resolve the keys of edge_labels to edges."""
    labels = {}
    for (source, target), text in wanted.items():
        edges = [
            edge
            for edge in tape.edges
            if source in (edge.source, tape.nodes[edge.source].tensor)
            and target in (edge.target, tape.nodes[edge.target].tensor)
        ]
        if not edges:
            raise ValueError(f"edge_labels names an edge {source!r} to {target!r}, which is not among\n{tape}")
        texts = [text] * len(edges) if isinstance(text, str) else list(text)
        if len(texts) != len(edges):
            raise ValueError(f"edge_labels[{source!r}, {target!r}]: {len(texts)} texts for {len(edges)} edges")
        labels.update(zip(edges, texts, strict=True))
    return labels
