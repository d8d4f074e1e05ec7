"""Send what a check passes to a student's function, from the judge side to the student side.

What a locked cell defines is sent by name, because both sides have it; what a library defines, by its module and name.
Other functions and classes are sent as source, with the values that the source names and nothing more, so that no
expected value travels with them.
"""

import ast
import builtins
import inspect
import io
import linecache
import math
import operator
import pickle
import types
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy
import torch

from gradschool.check.core.arguments import Made
from gradschool.staff.judge.values import Encoder, Item

LIBRARIES = (
    *(torch, torch.nn.functional, torch.nn, torch.linalg, torch.special, torch.optim, torch.func, torch.autograd),
    *(torch.autograd.functional, operator, math, builtins, numpy),
)
NOTEBOOK = "__main__"
Definition = ast.FunctionDef | ast.ClassDef | ast.Lambda


class CannotSend(BaseException):
    """A check passes on something that cannot be sent: a fault of the assignment, not of the student.

    Not an Exception, so that a check that catches those does not hide it.
    """


class OnStudentSide:
    """Something that lives on the student side, which knows it by `handle`; it is sent back by that number."""

    def __init__(self, handle: int):
        self.__dict__["_handle"] = handle  # not by attribute: a subclass may refuse to be changed


class ArgumentEncoder(Encoder):
    """Makes items of what a check passes to a student's function; `given` is what locked cells define."""

    def __init__(self, given: Mapping[str, Any]):
        super().__init__(self._item)
        self.given = given
        # Functions and classes whose source is being sent just now
        self._open: list[Any] = []

    def _item(self, value: Any, _: Encoder | None = None) -> Item:
        if isinstance(value, OnStudentSide):
            return ["handle", value.__dict__["_handle"]]
        if isinstance(value, Made):
            return ["made", self.encode(value.build), self.encode(value.args)]
        if isinstance(value, types.ModuleType):
            return ["module", value.__name__]
        name = getattr(value, "__name__", None)
        if type(name) is str:
            if self.given.get(name) is value:
                return ["name", name]
            for library in LIBRARIES:
                if getattr(library, name, None) is value:
                    return ["library", library.__name__, name]
            if _is_from_a_cell(value):
                return self._source(value)
            if _is_from_a_cell(owner := getattr(value, "__self__", None)):
                return ["method", self.encode(owner), name]
        return self._pickled(value)

    def _source(self, value: Any) -> Item:
        if any(value is other for other in self._open):
            raise CannotSend(f"{value.__name__} names itself through another function; define both in a locked cell")
        self._open.append(value)
        node, scope = _syntax(value)
        named = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} - {"torch"}
        wanted = sorted(name for name in named if name in scope and scope[name] is not value)
        names = {name: self.encode(scope[name]) for name in wanted}
        self._open.pop()
        if isinstance(node, ast.Lambda):
            return ["source", f"given = {ast.unparse(node)}", "given", names]
        return ["source", ast.unparse(node), node.name, names]

    def _pickled(self, value: Any) -> Item:
        """Encode models, optimizers and the like; functions and classes of a cell inside them go by source."""
        encoder, buffer = self, io.BytesIO()

        class Pickler(pickle.Pickler):
            def persistent_id(self, part: Any) -> Item:
                return encoder._item(part) if _is_from_a_cell(part) or isinstance(part, OnStudentSide) else None

        try:
            Pickler(buffer).dump(value)
        except Exception as error:
            raise CannotSend(f"a check hands over {type(value).__name__}, which cannot be sent ({error})") from None
        return ["pickled", self._block(buffer.getvalue())]


def _is_from_a_cell(value: object) -> bool:
    """Whether `value` is a function or class that a cell defines."""
    return isinstance(value, types.FunctionType | type) and value.__module__ == NOTEBOOK


def _syntax(value: Any) -> tuple[Definition, dict[str, Any]]:
    """Find the syntax of a function, lambda or class that a cell defined, and the values of the names that it sees."""
    kind: tuple[type[Definition], ...]
    if isinstance(value, type):
        parts = [getattr(part, "__func__", part) for part in vars(value).values()]
        methods = [part for part in parts if isinstance(part, types.FunctionType)]
        codes, scope = [method.__code__ for method in methods], methods[0].__globals__ if methods else {}
        kind = (ast.ClassDef,)
    else:
        codes = [value.__code__]
        scope = value.__globals__ | inspect.getclosurevars(value).nonlocals
        kind = (ast.FunctionDef, ast.Lambda)
    for filename in {code.co_filename for code in codes}:
        fitting = [node for node in _nodes(filename) if isinstance(node, kind) and _is_node_of(node, value)]
        if fitting:
            # Of nested lambdas take the innermost that holds all of the code: the one that begins last.
            return max(fitting, key=lambda node: _span(node)[0]), scope
    raise CannotSend(f"the source of {value.__name__} is not known; define it with def, class or lambda in the cell")


@cache
def _nodes(filename: str) -> list[ast.AST]:
    """Parse a cell and return all nodes of its syntax. The cell's name holds a hash of its content, so keep them."""
    return list(ast.walk(ast.parse("".join(linecache.getlines(filename)))))


def _is_node_of(node: Definition, value: Any) -> bool:
    """Whether this is the syntax that defined `value`."""
    if isinstance(node, ast.ClassDef):
        return bool(node.name == value.__name__)
    code: types.CodeType = value.__code__
    if isinstance(node, ast.FunctionDef):
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        return first == code.co_firstlineno and node.name == code.co_name
    if code.co_name != "<lambda>":
        return False
    # Several lambdas may begin on one line, so compare the places of their instructions.
    start, end = _span(node.body)
    places = [place for place in code.co_positions() if None not in place and place[::2] != place[1::2]]
    return all(start <= (line, column) and (last, stop) <= end for line, last, column, stop in places)


def _span(node: ast.stmt | ast.expr) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where a node begins and ends, each as line and column."""
    assert node.end_lineno is not None and node.end_col_offset is not None  # ast.parse gives both
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
