"""The student side as the judge side sees it: functions to call, objects to look at, and nothing that runs here."""

import builtins
import re
import secrets
import sys
from pathlib import Path

import torch

from gradschool.check.core.ask import Elsewhere, Reply
from gradschool.observe.tensor_facts import Facts, remember
from gradschool.observe.watch import Watch
from gradschool.staff.judge.channel import Channel, ChannelClosed, ChannelTimeout, ProtocolError
from gradschool.staff.judge.replies import decode_facts, decode_reply, take_counts
from gradschool.staff.judge.sanitise import clean_outputs, clean_text
from gradschool.staff.judge.sending import Sender
from gradschool.staff.judge.values import Decoder, NotData

IDENTIFIER = re.compile(r"[A-Za-z_]\w{0,59}", re.ASCII)
# Kinds that the student side may send besides plain data.
OBJECT = "object"


class StudentGone(BaseException):
    """The student side ended, did not answer in time or broke the protocol; its text is the cause, for a person.

    Not an Exception, so that no check takes it for an error of the student's function.
    """


class StudentLate(StudentGone):
    """The student side did not answer in time."""


class Link:
    """Requests to one student side. It is over after the first that fails.

    An answer must be there by `until`, of time.monotonic; `late` says which limit that is.
    """

    def __init__(self, channel: Channel, given: dict):
        self.channel, self.given = channel, given
        self.until, self.late = 0.0, ""
        self.cached: dict[str, object] = {}

    def cell(self, source: str, limit: int) -> dict:
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

    def get(self, name: str):
        """The value of a name of the student's, as it is since the last call. Raises KeyError when there is none."""
        if name not in self.cached:
            answer, blocks = self._ask({"do": "get", "name": name})
            if answer.get("missing") is True:
                raise KeyError(name)
            self.cached[name] = self._value(answer, blocks)
        return self.cached[name]

    def attribute(self, handle: int, name: str):
        answer, blocks = self._ask({"do": "attribute", "handle": handle, "name": name})
        if "raised" in answer:
            raise AttributeError(name)
        return self._value(answer, blocks)

    def call(self, handle: int, args: tuple, seen: Watch, options=(), keywords: dict | None = None) -> Reply:
        """Call a function of the student's; what it raises there is raised here, with its own traceback.

        With `keywords` it is a plain call, or that of a method, and no question to an answer.
        """
        sender = Sender(self.given, RemoteObject)
        request = {"do": "call", "handle": handle, "plain": keywords is not None, "options": list(options)}
        request["args"] = [sender.encode(arg) for arg in args]
        request["keywords"] = {name: sender.encode(value) for name, value in (keywords or {}).items()}
        # A call may change what names stand for.
        self.cached = {}
        answer, blocks = self._ask(request, sender.blocks)
        if text := clean_text(answer.get("text")):
            sys.stdout.write(text)
        if "raised" in answer:
            take_counts(seen, answer.get("counts"))
            raise remote_error(answer["raised"])
        try:
            return decode_reply(answer.get("reply"), self._decoder(blocks))
        except NotData as fault:
            raise self._broken(str(fault)) from None

    def forget(self, limit: int) -> list[dict]:
        """Let the student side drop what this cell asked for; returns figures that its calls left open."""
        answer, _ = self._ask({"do": "forget"})
        shown = clean_outputs(answer.get("outputs"), limit)
        return [output for output in shown if output["output_type"] == "display_data"]

    def _ask(self, request: dict, blocks=()) -> tuple[dict, list]:
        identity = secrets.token_hex(8)
        if not self.channel.silent():
            raise self._broken("it answered before it was asked")
        try:
            self.channel.send(request | {"id": identity}, blocks, self.until)
            answer, blocks = self.channel.receive(self.until)
        except ChannelTimeout:
            self.channel.close()
            raise StudentLate(self.late) from None
        except ChannelClosed:
            raise self._gone("") from None
        except ProtocolError as fault:
            raise self._broken(str(fault)) from None
        if answer.get("id") != identity:
            raise self._broken("it answered another question")
        return answer, blocks

    def _decoder(self, blocks: list) -> Decoder:
        decoder = Decoder(blocks, lambda kind, rest: self._other(kind, rest, decoder), _tensor)
        return decoder

    def _value(self, answer: dict, blocks: list):
        if "value" not in answer:
            raise self._broken("an answer without a value")
        try:
            return self._decoder(blocks).decode(answer["value"])
        except NotData as fault:
            raise self._broken(str(fault)) from None

    def _other(self, kind: str, rest: list, decoder: Decoder):
        if kind == "facts" and len(rest) == 1:
            return decode_facts(rest[0], decoder)
        record = rest[0] if kind == OBJECT and len(rest) == 1 and type(rest[0]) is dict else None
        if record is None or type(record.get("handle")) is not int:
            raise NotData("an item of no known kind")
        base = RemoteFunction if record.get("callable") is True else RemoteObject
        return type(identifier(record.get("type"), "object"), (base,), {})(self, record)

    def _gone(self, cause: str) -> StudentGone:
        self.channel.close()
        return StudentGone(cause)

    def _broken(self, how: str) -> StudentGone:
        return self._gone(f"it broke the protocol: {how}")


class RemoteObject:
    """Something of the student's that is not data. Attributes without an underscore are asked for, by value."""

    def __init__(self, link: Link, record: dict):
        self.__dict__.update(_link=link, _record=record)
        self.__dict__["_text"] = clean_text(record.get("text"))[:1000]

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._link.attribute(self._record["handle"], name)

    def __setattr__(self, name: str, value):
        raise TypeError("an object of the student's cannot be changed by a check")

    def __repr__(self) -> str:
        return self._text


class RemoteFunction(RemoteObject, Elsewhere):
    """A function or class of the student's, or any object that can be called; a call runs on the student side."""

    def __init__(self, link: Link, record: dict):
        super().__init__(link, record)
        name = record.get("name")
        if name is not None:
            self.__dict__["__name__"] = "<lambda>" if name == "<lambda>" else identifier(name, "your function")

    def ask(self, args: tuple, seen: Watch, count: bool, weigh: bool) -> Reply:
        return self._link.call(self._record["handle"], args, seen, (count, weigh))

    def __call__(self, *args, **keywords):
        return self._link.call(self._record["handle"], args, Watch(), keywords=keywords).value


def remote_error(record) -> Exception:
    """The exception that a student's function raised, as one of this side's: same name, message and built-in base."""
    record = record if type(record) is dict else {}
    bases = record.get("bases")
    kinds = [getattr(builtins, name, None) for name in (bases if type(bases) is list else []) if type(name) is str]
    usual = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Exception)]
    base = next((kind for kind in usual if not issubclass(kind, ExceptionGroup)), Exception)
    told = record.get("told")
    lines = [clean_text(line) for line in (told if type(told) is list else [])[:500]]
    text = clean_text(record.get("text"))[:20_000]

    class Raised(base):
        def __init__(self):
            self.told_elsewhere = lines

        def __str__(self) -> str:
            return text

        def _render_traceback_(self) -> list[str]:
            return lines

    Raised.__name__ = Raised.__qualname__ = identifier(record.get("type"), "Exception")
    return Raised()


def identifier(name, otherwise: str) -> str:
    """`name` if it is a short ASCII identifier: the only kind of name that the student side may put in a message."""
    return name if type(name) is str and IDENTIFIER.fullmatch(name) else otherwise


def _tensor(tensor: torch.Tensor, record: dict, grad: torch.Tensor | None) -> torch.Tensor:
    """A tensor as the student's was, as far as a leaf can be; its graph facts are what the student side says."""
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
