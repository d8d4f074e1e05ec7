"""The student side as the judge side sees it: functions to call and objects to look at, none of which runs here."""

import builtins
import re
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from gradschool.check.core.ask import Elsewhere, Reply
from gradschool.observe.tensor_facts import Facts, remember
from gradschool.observe.watch import Watch
from gradschool.staff.judge.channel import Channel, ChannelClosed, ChannelTimeout, ProtocolError
from gradschool.staff.judge.replies import decode_facts, decode_reply, take_counts
from gradschool.staff.judge.sanitise import Output, clean_outputs, clean_text
from gradschool.staff.judge.sending import ArgumentEncoder, OnStudentSide
from gradschool.staff.judge.values import Decoder, Item, NotData, Record

IDENTIFIER = re.compile(r"[A-Za-z_]\w{0,59}", re.ASCII)
# The kind of item that stands for something on the student side that is not plain data
OBJECT = "object"


class StudentGone(BaseException):
    """The student side ended, did not answer in time or broke the protocol; the text is the cause, for a person.

    Not an Exception, so that no check mistakes it for an error of the student's function.
    """


class StudentLate(StudentGone):
    """The student side did not answer in time."""


class RemoteStudent:
    """Requests to one student side. The first one that fails closes the channel.

    Each request raises StudentGone when it is not answered, and StudentLate when its answer is not here by `until`, a
    time of time.monotonic; the text is then `late`, which names the limit.

    Parameters
    ----------
    channel : Channel
        The connection to the student side.
    given : dict
        What locked cells define: both sides have it.
    """

    def __init__(self, channel: Channel, given: Mapping[str, Any]):
        self.channel, self.given = channel, given
        self.until, self.late = 0.0, ""
        self.cached: dict[str, Any] = {}

    def cell(self, source: str, limit: int) -> dict[str, Any]:
        """Run a cell; returns {"outputs": cleaned outputs, "count": n or None, "ok": bool}."""
        answer, _ = self._ask({"do": "cell", "source": source, "limit": limit})
        count = answer.get("count")
        return {
            "outputs": clean_outputs(answer.get("outputs"), limit),
            "count": count if type(count) is int and 0 <= count < 10**6 else None,
            "ok": answer.get("ok") is True,
        }

    def files(self, paths: dict[str, Path]) -> None:
        """Put files beside the notebook."""
        self._ask({"do": "files", "names": list(paths)}, [path.read_bytes() for path in paths.values()])

    def define(self, source: str) -> None:
        """Run source for what it defines."""
        self._ask({"do": "define", "source": source})

    def get(self, name: str) -> Any:
        """Return what a name stands for on the student side now. Raises KeyError when it stands for nothing."""
        if name not in self.cached:
            answer, blocks = self._ask({"do": "get", "name": name})
            if answer.get("missing") is True:
                raise KeyError(name)
            self.cached[name] = self._value(answer, blocks)
        return self.cached[name]

    def attribute(self, handle: int, name: str) -> Any:
        """Return an attribute of an object of the student's. Raises AttributeError when it has none of this name."""
        answer, blocks = self._ask({"do": "attribute", "handle": handle, "name": name})
        if "raised" in answer:
            raise AttributeError(name)
        return self._value(answer, blocks)

    def call(
        self,
        handle: int,
        args: tuple[Any, ...],
        seen: Watch,
        options: Sequence[bool] = (),
        keywords: dict[str, Any] | None = None,
    ) -> Reply:
        """Call a function of the student's; what it raises there is raised here, with its own traceback.

        `options` are those of `gradschool.check.core.ask.call`. With `keywords` this is a call as Python makes it, of a
        method for instance, and no question that a check asks.
        """
        encoder = ArgumentEncoder(self.given)
        request: dict[str, Any] = {
            "do": "call",
            "handle": handle,
            "plain": keywords is not None,
            "options": list(options),
        }
        request["args"] = [encoder.encode(arg) for arg in args]
        request["keywords"] = {name: encoder.encode(value) for name, value in (keywords or {}).items()}
        # A call may change what names stand for.
        self.cached = {}
        answer, blocks = self._ask(request, encoder.blocks)
        if text := clean_text(answer.get("text")):
            sys.stdout.write(text)
        if "raised" in answer:
            take_counts(seen, answer.get("counts"))
            raise remote_error(answer["raised"])
        try:
            return decode_reply(answer.get("reply"), self._decoder(blocks))
        except NotData as fault:
            raise self._broken(str(fault)) from None

    def forget(self, limit: int) -> list[Output]:
        """Let the student side drop what this cell asked for; return the figures that its calls left open."""
        answer, _ = self._ask({"do": "forget"})
        shown = clean_outputs(answer.get("outputs"), limit)
        return [output for output in shown if output["output_type"] == "display_data"]

    def _ask(self, request: dict[str, Any], blocks: Sequence[bytes] = ()) -> tuple[dict[str, Any], list[bytearray]]:
        identity = secrets.token_hex(8)
        if not self.channel.silent():
            raise self._broken("it answered before it was asked")
        try:
            self.channel.send(request | {"id": identity}, blocks, self.until)
            answer, answer_blocks = self.channel.receive(self.until)
        except ChannelTimeout:
            self.channel.close()
            raise StudentLate(self.late) from None
        except ChannelClosed:
            raise self._gone("") from None
        except ProtocolError as fault:
            raise self._broken(str(fault)) from None
        if answer.get("id") != identity:
            raise self._broken("it answered another question")
        return answer, answer_blocks

    def _decoder(self, blocks: Sequence[bytearray]) -> Decoder:
        decoder = Decoder(blocks, lambda kind, rest: self._other(kind, rest, decoder), _tensor)
        return decoder

    def _value(self, answer: dict[str, Any], blocks: Sequence[bytearray]) -> Any:
        if "value" not in answer:
            raise self._broken("an answer without a value")
        try:
            return self._decoder(blocks).decode(answer["value"])
        except NotData as fault:
            raise self._broken(str(fault)) from None

    def _other(self, kind: str, rest: list[Item], decoder: Decoder) -> Any:
        """Return facts, or what stands here for something that lives on the student side."""
        if kind == "facts" and len(rest) == 1:
            return decode_facts(rest[0], decoder)
        record = rest[0] if kind == OBJECT and len(rest) == 1 and type(rest[0]) is dict else None
        if record is None or type(record.get("handle")) is not int:
            raise NotData("an item of an unknown kind")
        base = RemoteFunction if record.get("callable") is True else RemoteObject
        return type(identifier(record.get("type"), "object"), (base,), {})(self, record)

    def _gone(self, cause: str) -> StudentGone:
        self.channel.close()
        return StudentGone(cause)

    def _broken(self, how: str) -> StudentGone:
        return self._gone(f"it broke the protocol: {how}")


class RemoteObject(OnStudentSide):
    """Something of the student's that is not data. Attributes without an underscore are asked for, by value."""

    def __init__(self, student: RemoteStudent, record: Record):
        super().__init__(record["handle"])
        self.__dict__["_student"] = student
        self.__dict__["_text"] = clean_text(record.get("text"))[:1000]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.__dict__["_student"].attribute(self.__dict__["_handle"], name)

    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError("an object of the student's cannot be changed by a check")

    def __repr__(self) -> str:
        text: str = self.__dict__["_text"]
        return text


class RemoteFunction(RemoteObject, Elsewhere):
    """A function or class of the student's, or any object that can be called; a call runs on the student side."""

    def __init__(self, student: RemoteStudent, record: Record):
        super().__init__(student, record)
        name = record.get("name")
        if name is not None:
            self.__dict__["__name__"] = "<lambda>" if name == "<lambda>" else identifier(name, "your function")

    def ask(self, args: tuple[Any, ...], seen: Watch, count: bool, weigh: bool) -> Reply:
        """Call it as a check does."""
        return self._call(args, seen, (count, weigh))

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        return self._call(args, Watch(), keywords=keywords).value

    def _call(
        self, args: tuple[Any, ...], seen: Watch, options: Sequence[bool] = (), keywords: dict[str, Any] | None = None
    ) -> Reply:
        student: RemoteStudent = self.__dict__["_student"]
        return student.call(self.__dict__["_handle"], args, seen, options, keywords)


def remote_error(record: object) -> Exception:
    """Make the exception that a student's function raised, on this side: same name, message and built-in base."""
    told: dict[str, Any] = record if type(record) is dict else {}
    names = told["bases"] if type(told.get("bases")) is list else []
    kinds = [getattr(builtins, name, None) for name in names if type(name) is str]
    usual = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Exception)]
    base = next((kind for kind in usual if not issubclass(kind, ExceptionGroup)), Exception)
    traceback = told["told"] if type(told.get("told")) is list else []
    lines = [clean_text(line) for line in traceback[:500]]
    text = clean_text(told.get("text"))[:20_000]

    class Raised(base):  # type: ignore[valid-type, misc]  # the base is known only now
        def __init__(self) -> None:
            self.told_elsewhere = lines

        def __str__(self) -> str:
            return text

        def _render_traceback_(self) -> list[str]:
            return lines

    Raised.__name__ = Raised.__qualname__ = identifier(told.get("type"), "Exception")
    raised: Exception = Raised()
    return raised


def identifier(name: object, otherwise: str) -> str:
    """Return `name` if it is a short ASCII identifier, the only kind of name that a message may take from students."""
    return name if type(name) is str and IDENTIFIER.fullmatch(name) else otherwise


def _tensor(tensor: torch.Tensor, record: Record, grad: torch.Tensor | None) -> torch.Tensor:
    """Return a tensor like the student's, as far as a leaf can be; its graph facts are the student side's word."""
    name = record.get("grad_fn")
    told = Facts(
        dtype=tensor.dtype,
        shape=tuple(tensor.shape),
        device=clean_text(record["device"])[:20],
        requires_grad=record["requires_grad"],
        is_leaf=record["is_leaf"],
        grad_fn=None if name is None else identifier(name, "a function"),
        version=record["version"],
        retains_grad=record["retains_grad"],
        grad=grad,
    )
    can = tensor.is_floating_point() or tensor.is_complex()
    if record.get("parameter") is True and can:
        tensor = torch.nn.Parameter(tensor, requires_grad=told.requires_grad)
    elif told.is_leaf and told.requires_grad and can:
        tensor.requires_grad_()
    if tensor.requires_grad and grad is not None and (grad.shape, grad.dtype) == (tensor.shape, tensor.dtype):
        tensor.grad = grad
    if told.device == "cuda" and torch.cuda.is_available():
        tensor = tensor.detach().cuda()
    remember(tensor, told)
    return tensor
