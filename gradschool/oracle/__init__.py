"""The referee: derivatives by finite differences in float64, each with an error bound that holds."""

from gradschool.oracle.derivatives import Estimate, derivative, gradient, hessian, jacobian, random_cotangent, vjp
from gradschool.oracle.errors import NotDeterministic, NotFinite, NotSmooth, OracleError
from gradschool.oracle.higher import higher_derivative

__all__ = [
    "Estimate",
    "NotDeterministic",
    "NotFinite",
    "NotSmooth",
    "OracleError",
    "derivative",
    "gradient",
    "hessian",
    "higher_derivative",
    "jacobian",
    "random_cotangent",
    "vjp",
]
