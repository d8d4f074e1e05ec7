"""Read the graph that autograd recorded (`record`), and draw it (`draw`).

`record` follows `grad_fn` and `next_functions` from the output to the leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.autograd.graph import Node as Function

from gradschool.tape import svg
from gradschool.tape.graph import Edge, Node, Tape


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

    names: `x=x, z=z` gives tensors their names, leaves as well as results. Leaves without a name are numbered in
    the order of their ids: "leaf 1", "leaf 2". Constants (tensors that do not require grad) leave no trace in
    the graph, so no node stands for them; one that is named here is listed in `Tape.absent`.

    Raises TypeError if an output or a named value is not a tensor, ValueError if an output has no graph.
    """
    outputs = [output] if isinstance(output, Tensor) else list(output)
    if not outputs:
        raise ValueError("there is no output to start from: pass a tensor")
    for name, tensor in [*((None, tensor) for tensor in outputs), *names.items()]:
        if not isinstance(tensor, Tensor):
            what = "an output" if name is None else name
            raise TypeError(f"{what} must be a tensor, not {type(tensor).__name__}")
    roots = [_root(tensor) for tensor in outputs]
    functions = _topological(roots)
    functions.sort(key=_is_leaf)  # stable; leaves lead nowhere, so with them last the order is still topological
    ids = {function: number for number, function in enumerate(functions, start=len(outputs))}
    tensor_names: dict[Function, str] = {}
    for name, tensor in names.items():
        if tensor.requires_grad:
            tensor_names.setdefault(_function(tensor), name)

    nodes, edges = [], []
    for number, (tensor, root) in enumerate(zip(outputs, roots, strict=True)):
        unnamed = "output" if len(outputs) == 1 else f"output {number + 1}"
        given = next((name for name, named in names.items() if named is tensor), unnamed)
        nodes.append(Node(number, "output", "", given, tuple(tensor.shape)))
        edges.append(Edge(number, ids[root], 0))
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
    edge_labels: texts on edges, such as `{("z", "s"): "∂z/∂s = 3"}`. A key names the tensors that the two nodes
        make, or gives the ids of the nodes. Several edges between the two share one text, or take a list of texts
        in the order of the inputs.
    The picture of a graph is the same to the byte each time.

    Raises what `record` raises, and ValueError if the graph has more than 60 nodes or a label fits no edge.
    """
    tape = record(output, **names)
    return Drawing(tape, svg.render(tape, _labels(tape, edge_labels or {})))


def _root(tensor: Tensor) -> Function:
    """Return the operation that made `tensor`; raise ValueError, with the remedy, if none was recorded."""
    if tensor.grad_fn is not None:
        return tensor.grad_fn
    if tensor.requires_grad:
        raise ValueError(
            "this tensor is a leaf: no operation made it, so it has no graph; pass a result computed from it"
        )
    raise ValueError(
        "this tensor has no graph: it was detached, made under torch.no_grad(), or computed only from tensors "
        "that do not require grad; set requires_grad=True on an input and compute the output again"
    )


def _topological(roots: list[Function]) -> list[Function]:
    """List every function that the roots lead to, each before those that it leads to itself.

    This is the reverse postorder of a depth-first search, without recursion, as graphs may be thousands of nodes deep.
    """
    finished: list[Function] = []
    entered: set[Function] = set()
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


def _is_leaf(function: Function) -> bool:
    return hasattr(function, "variable")  # only AccumulateGrad, which adds to a leaf's .grad, has one


def _function(tensor: Tensor) -> Function:
    """Return what stands for a tensor in the graph: its grad_fn, or its AccumulateGrad if it is a leaf."""
    return torch.autograd.graph.get_gradient_edge(tensor).node


def _shape(function: Function) -> tuple[int, ...]:
    if hasattr(function, "variable"):  # a leaf
        return tuple(function.variable.shape)
    return tuple(function._input_metadata[0].shape)


def _saved(function: Function) -> tuple[str, ...]:
    """Names of the saved tensors, read raw, which runs no unpack hook and works for freed or modified tensors too."""
    prefix = "_raw_saved_"
    saved: list[str] = []
    for attribute in dir(function):
        if attribute.startswith(prefix):
            try:
                raw = getattr(function, attribute)
            except RuntimeError:  # a freed autograd.Function, alone among freed nodes, raises here
                continue
            if any(one.data is not None for one in (raw if isinstance(raw, tuple) else (raw,))):
                saved.append(attribute.removeprefix(prefix))
    return tuple(saved)


def _labels(tape: Tape, wanted: Mapping[tuple[str | int, str | int], str | Sequence[str]]) -> dict[Edge, str]:
    """Find the edges that edge_labels names; raise ValueError for a key or a list of texts that does not fit."""
    labels: dict[Edge, str] = {}
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
