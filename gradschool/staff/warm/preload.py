"""Modules that libraries import when they are first used: a warm process imports them once, for all of its forks."""

import importlib
from collections.abc import Iterable
from contextlib import suppress

# Figures and magics. Not matplotlib_inline: imported before there is a shell it would not register with it.
BY_CELLS = (
    "IPython.core.logger",
    "IPython.core.magics.pylab",
    "IPython.core.magics.execution",
    "IPython.core.pylabtools",
    "matplotlib.backends.backend_agg",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "torch._subclasses.schema_check_mode",
    "torch.profiler._cupti_monitor",
)
# A traceback.
BY_ERRORS = ("pygments.formatters.terminal256", "pygments.formatters.terminal", "stack_data")
# torch.func and torch.optim: more than all the rest together, so only where they are used.
TORCH_COMPILER = ("torch._dynamo", "torch._decomp.decompositions_for_jvp")


def load(names: Iterable[str]) -> None:
    """Import these modules. One that this version of its library lacks is left out: it saves time, and no more."""
    for name in names:
        with suppress(ModuleNotFoundError):
            importlib.import_module(name)
