"""What graded cells call: each check judges an answer, and says what is wrong with it.

A check prints one line when all is right and raises `CheckFailed` otherwise. It uses a student's
names only as data or by calling them, so that the same cell can judge from another process.
"""

from gradschool.check.calculus import central_difference, stationary, tangent_line
from gradschool.check.derivatives import derivative, gradient, hessian, jacobian, vjp
from gradschool.check.failure import CheckFailed
from gradschool.check.graph import keeps_grad, kind_of_tensor, made, node_count, path
from gradschool.check.plain import equals, value
from gradschool.check.points import draw
from gradschool.check.vectors import unbroadcast

__all__ = [
    "CheckFailed",
    "central_difference",
    "derivative",
    "draw",
    "equals",
    "gradient",
    "hessian",
    "jacobian",
    "keeps_grad",
    "kind_of_tensor",
    "made",
    "node_count",
    "path",
    "stationary",
    "tangent_line",
    "unbroadcast",
    "value",
    "vjp",
]
