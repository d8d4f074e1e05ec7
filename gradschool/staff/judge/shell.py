"""An IPython shell that behaves like a notebook's kernel, but keeps the outputs of a cell instead of sending them."""

import inspect
import io
import os
import sys
import tempfile
from typing import Any, NoReturn

from ipykernel.jsonutil import encode_images, json_clean
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError, UsageError
from IPython.core.interactiveshell import ExecutionResult
from traitlets import Type
from traitlets.config import Config

from gradschool.staff.judge.sanitise import Output


class Recorder:
    """Keeps the outputs of the cell that runs, in the notebook format, up to a limit."""

    def __init__(self) -> None:
        self.start(0)

    def start(self, limit: int) -> None:
        """Forget everything, and keep at most `limit` characters from now on."""
        self.outputs: list[Output] = []
        self.left = limit
        self._clear_next = False

    def write(self, name: str, text: str) -> None:
        """Add text to the stream `name`; drop what exceeds the limit."""
        self._clear_if_asked()
        text = text[: max(self.left, 0)]
        self.left -= len(text)
        if not text:
            return
        last: Output = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def add(self, output_type: str, data: dict[str, Any], metadata: dict[str, Any] | None, **fields: Any) -> None:
        """Add a display or a result, unless it is too large; "update" changes the one with the same display_id."""
        data = json_clean(encode_images(data))  # type: ignore[no-untyped-call]
        size = sum(len(str(value)) for value in data.values())
        identity = fields.pop("display_id", None)
        if output_type == "update":
            for output in self.outputs:
                if identity is not None and output.get("display_id") == identity:
                    output["data"] = data
            return
        self._clear_if_asked()
        if size <= self.left:
            self.left -= size
            cleaned = json_clean(metadata or {})  # type: ignore[no-untyped-call]
            shown = {"output_type": output_type, "data": data, "metadata": cleaned, **fields}
            self.outputs.append(shown | ({"display_id": identity} if identity is not None else {}))

    def error(self, name: str, value: str, lines: list[str]) -> None:
        """Add an exception; cut its text to what fits, but keep at least 10,000 characters of each line."""
        self._clear_if_asked()
        lines = [str(line)[: max(self.left, 10_000)] for line in lines]
        self.left -= sum(map(len, lines))
        self.outputs.append({"output_type": "error", "ename": name, "evalue": value[:10_000], "traceback": lines})

    def clear(self, wait: bool) -> None:
        """Drop the outputs so far: now, or with `wait` when the next one comes."""
        if wait:
            self._clear_next = True
        else:
            self.outputs = []

    def finished(self) -> list[Output]:
        """Hand over the outputs, each stream's text in one piece."""
        for output in self.outputs:
            output.pop("display_id", None)
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        outputs, self.outputs = self.outputs, []
        return outputs

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self.outputs, self._clear_next = [], False


class Stream(io.TextIOBase):
    """Takes the place of sys.stdout and sys.stderr while cells run."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, recorder: Recorder, fd: int):
        self.name, self._recorder, self._fd = f"<{name}>", recorder, fd
        self._stream = name

    def write(self, text: str, /) -> int:
        """Record text. Raises TypeError, as an ordinary stream does, for anything else."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.write(self._stream, text)
        return len(text)

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def fileno(self) -> int:
        """Return the descriptor of the stream whose place this takes."""
        return self._fd


class ResultRecorder(DisplayHook):
    """Records the value of a cell's last expression."""

    shell: "Shell"

    def write_output_prompt(self) -> None:
        """Write nothing: a notebook's output has no prompt."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Record the value as IPython has formatted it."""
        self.shell.recorder.add("execute_result", format_dict, md_dict, execution_count=self.prompt_count)

    def finish_displayhook(self) -> None:
        """Write nothing: IPython's own writes the end of the line."""
        self._is_active = False


class DisplayRecorder(DisplayPublisher):
    """Records what is displayed, figures included."""

    shell: "Shell"

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        source: object = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        """Record one display."""
        identity = (transient or {}).get("display_id")
        self.shell.recorder.add("update" if update else "display_data", data, metadata, display_id=identity)

    def clear_output(self, wait: bool = False) -> None:
        """Drop the outputs so far."""
        self.shell.recorder.clear(wait)


class Compiler(CachingCompiler):
    """Tells `inspect` to which module a cell belongs, or it would search all modules for each frame of a traceback."""

    def cache(self, *args: Any, **kwargs: Any) -> str:
        """Remember a cell as IPython does, and return its name."""
        name: str = super().cache(*args, **kwargs)
        for known_as in (name, os.path.abspath(name)):
            inspect.modulesbyfile[known_as] = "__main__"
        return name


class Shell(ZMQInteractiveShell):
    """The shell of either side. `recorder` holds the outputs of the cell that runs."""

    displayhook_class = Type(ResultRecorder)  # type: ignore[assignment]  # a kernel's own sends what it is given
    display_pub_class = Type(DisplayRecorder)  # type: ignore[assignment]
    compiler_class = Type(Compiler)

    def __init__(self, *args: Any, **kwargs: Any):
        self.recorder = Recorder()
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self._spill: io.FileIO | None = None

    def enable_gui(self, gui: str | None = None) -> None:
        """Show figures inline, which needs no step. Raises UsageError for any other way: there is no window."""
        if gui not in (None, "inline"):
            raise UsageError(f"there is no window to show {gui} in")

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.recorder.error(etype.__name__, str(evalue), stb)
        self._last_traceback = stb

    def _format_exception_for_storage(self, exception: BaseException, *_: Any, **__: Any) -> dict[str, Any]:
        """Describe an error for IPython's history, without its traceback: rendering that again would take as long."""
        return {"ename": type(exception).__name__, "evalue": str(exception), "traceback": []}

    def practise(self) -> None:
        """Show a traceback once: what that looks up and compiles is then there for every fork."""
        self.run_cell("raise NotImplementedError", store_history=False)  # type: ignore[no-untyped-call]
        self.recorder.start(0)

    def ready(self, spill: str | None = None) -> None:
        """Take over the streams.

        With `spill`, a folder, what is written directly to file descriptors 1 and 2 goes to a file there.
        """
        sys.stdout, sys.stderr = (Stream(name, self.recorder, fd) for name, fd in (("stdout", 1), ("stderr", 2)))
        import builtins
        import getpass

        builtins.input = getpass.getpass = _no_input
        if spill is not None:
            self._spill = tempfile.TemporaryFile(dir=spill, buffering=0)
            os.dup2(self._spill.fileno(), 1)
            os.dup2(self._spill.fileno(), 2)

    def run(self, source: str, limit: int) -> tuple[list[Output], ExecutionResult]:
        """Run a cell. Return its outputs, of at most about `limit` characters, and IPython's own result."""
        self.recorder.start(limit)
        result = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        if self._spill is not None and (text := _drained(self._spill, limit)):
            self.recorder.write("stdout", text)
        return self.recorder.finished(), result


def _drained(file: io.FileIO, limit: int) -> str:
    """Return at most `limit` bytes of what was written to a file, and empty it."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        return ""
    file.seek(0)
    data = file.read(min(size, limit)) or b""
    # Descriptors 1 and 2 share this file's position, so writing goes on at its new beginning.
    file.truncate(0)
    file.seek(0)
    return data.decode("utf-8", "replace")


def _no_input(*_: object, **__: object) -> NoReturn:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def make_shell() -> Shell:
    """Return the process's shell: no history file, no colours, no thread, no files of the user's."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.enable_tip = False
    return Shell.instance(config=config)
