"""Checks of the chain rule done by hand: local derivatives, and total derivatives as sums over paths."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from gradschool import oracle
from gradschool.check.core import wording
from gradschool.check.core.arguments import as_inputs
from gradschool.check.core.judge import judge
from gradschool.check.core.question import Question, each
from gradschool.check.general.derivatives import derivative


def local_derivatives(
    answer, steps: Mapping[str, Sequence], inputs: Sequence[str], at, *, device=None, do=None, read=None
):
    """Check that `answer(*inputs)` gives the derivative of every step by each value that the step uses itself.

    Parameters
    ----------
    answer : callable
        The student's function: takes one float64 tensor of shape () for each input and returns a
        dict, such as {"dz/dx": number, …}, with one number or tensor of shape () for each edge.
    steps : mapping
        The name of a value -> (function, *names of what it is computed from), in the order in which
        they are computed: {"p": (multiply, "x", "y"), "z": (torch.sin, "p")}. No name twice in a step.
    inputs : sequence of str
        The names of the inputs.
    at : iterable
        The points: a tuple of numbers or tensors of shape (), one for each input.
    device, do, read
        As in `derivative`.

    Each step is judged by finite differences at the values that reach it. Prints one line if all
    agree; raises CheckFailed if one does not.
    """

    def right(*point):
        values, found = dict(zip(inputs, point, strict=True)), {}
        for name, (step, *sources) in steps.items():
            here = [values[source] for source in sources]
            slopes = each(oracle.gradient(step, *here))
            found |= {f"d{name}/d{source}": float(slope.value) for source, slope in zip(sources, slopes, strict=True)}
            values[name] = step(*here)
        return found

    labels = [f"d{name}/d{source}" for name, (_, *sources) in steps.items() for source in sources]
    question = Question(
        headline=f"{wording.name_of(answer)} does not give the local derivatives",
        answer=answer,
        do=do,
        read=read,
        labels=lambda point: labels,
        one_scale=True,
    )
    judge(question, [as_inputs(point, device) for point in at], right)


def total_derivative(answer, of: Callable, through: Sequence[Callable], at: Iterable, **options):
    """Check that `answer(t)` is the derivative by t of of(x(t), y(t), …), where `through` holds x, y, ….

    All functions take and return tensors of shape (); `at` and the options are those of
    `derivative`. An answer that leaves out some of the paths, one for each function in `through`,
    is named MISSING_PATH. Source of the formula: Spivak, Calculus on Manifolds, theorem 2-9.
    """

    def composed(t):
        return of(*(inner(t) for inner in through))

    def along(paths):
        def some_paths(t):
            middle = tuple(inner(t) for inner in through)
            outer = oracle.gradient(of, *middle)
            return sum(outer[k].value * oracle.derivative(through[k], t).value for k in paths)

        return some_paths

    composed.__name__ = f"{wording.name_of(of)}({', '.join(f'{wording.name_of(inner)}(t)' for inner in through)})"
    some = [kept for size in range(1, len(through)) for kept in combinations(range(len(through)), size)]
    mistakes = {"MISSING_PATH": tuple(along(kept) for kept in some)} | (options.pop("mistakes", None) or {})
    derivative(answer, of=composed, at=at, mistakes=mistakes, **options)
