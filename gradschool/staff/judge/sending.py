"""Sending what a check hands over, judge side to student side.

What a locked cell defines goes by name, what a library defines by its place there, and other functions and classes by
source, with what that source names and nothing more: no expected value travels with them.
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
from functools import cache

import numpy
import torch

from gradschool.check.core.arguments import Made
from gradschool.staff.judge.values import Encoder

LIBRARIES = (torch, torch.nn.functional, torch.nn, torch.linalg, torch.special, torch.optim, torch.func, torch.autograd)
LIBRARIES += (torch.autograd.functional, operator, math, builtins, numpy)
NOTEBOOK = "__main__"


class CannotSend(BaseException):
    """A check hands over something that cannot be sent: a fault of the assignment's, not of the student's."""


class Sender(Encoder):
    """Makes items of a check's arguments.

    Parameters
    ----------
    given : dict
        What locked cells define: both sides have it.
    remote : type
        The class of objects that came from the student side, which go back by handle.
    """

    def __init__(self, given: dict, remote: type):
        super().__init__(self._item)
        self.given, self.remote = given, remote
        self._open: list = []

    def _item(self, value, _=None) -> list:
        if isinstance(value, self.remote):
            return ["handle", value._record["handle"]]
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
            if _is_notebooks(value):
                return self._source(value)
            if _is_notebooks(owner := getattr(value, "__self__", None)):
                return ["method", self.encode(owner), name]
        return self._pickled(value)

    def _source(self, value) -> list:
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

    def _pickled(self, value) -> list:
        """Models, optimizers and the like; functions and classes of the notebook inside them go by source."""
        sender, buffer = self, io.BytesIO()

        class Pickler(pickle.Pickler):
            def persistent_id(self, part):
                return sender._item(part) if _is_notebooks(part, sender.remote) else None

        try:
            Pickler(buffer).dump(value)
        except Exception as error:
            raise CannotSend(f"a check hands over {type(value).__name__}, which cannot be sent ({error})") from None
        return ["pickled", self._block(buffer.getvalue())]


def _is_notebooks(value, *kinds: type) -> bool:
    """Whether a cell defines `value`, a function or class; instances of `kinds` count as well."""
    defined = isinstance(value, types.FunctionType | type) and value.__module__ == NOTEBOOK
    return defined or isinstance(value, kinds)


def _syntax(value) -> tuple[ast.AST, dict]:
    """The syntax of a function, lambda or class that a cell defined, and the names that it sees."""
    if isinstance(value, type):
        parts = [getattr(part, "__func__", part) for part in vars(value).values()]
        methods = [part for part in parts if isinstance(part, types.FunctionType)]
        codes, scope = [method.__code__ for method in methods], methods[0].__globals__ if methods else {}
        kind = ast.ClassDef
    else:
        codes = [value.__code__]
        scope = value.__globals__ | inspect.getclosurevars(value).nonlocals
        kind = ast.FunctionDef | ast.Lambda
    for filename in {code.co_filename for code in codes}:
        fitting = [node for node in _nodes(filename) if isinstance(node, kind) and _is_node_of(node, value)]
        if fitting:
            # Of nested lambdas the innermost that holds all of the code, which is the one that begins last.
            return max(fitting, key=lambda node: _span(node)[0]), scope
    raise CannotSend(f"the source of {value.__name__} is not known; define it with def, class or lambda in the cell")


@cache
def _nodes(filename: str) -> list[ast.AST]:
    """All nodes of a cell's syntax, once for all functions in it; a cell's name holds a hash of its content."""
    return list(ast.walk(ast.parse("".join(linecache.getlines(filename)))))


def _is_node_of(node: ast.AST, value) -> bool:
    if isinstance(node, ast.ClassDef):
        return node.name == value.__name__
    code = value.__code__
    if isinstance(node, ast.FunctionDef):
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        return first == code.co_firstlineno and node.name == code.co_name
    if code.co_name != "<lambda>":
        return False
    # Several lambdas may begin on one line, so it is the places of the instructions that tell.
    start, end = _span(node.body)
    places = [place for place in code.co_positions() if None not in place and place[::2] != place[1::2]]
    return all(start <= (line, column) and (last, stop) <= end for line, last, column, stop in places)


def _span(node: ast.AST) -> tuple[tuple[int, int], tuple[int, int]]:
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
