"""The kinds of questions that general rules about wrong answers tell apart."""

from enum import StrEnum


class Kind(StrEnum):
    """What a question asks for, as far as a general rule about wrong answers depends on it."""

    DERIVATIVE = "derivative"
    GRADIENT = "gradient"
    JACOBIAN = "jacobian"
    HESSIAN = "hessian"
    VJP = "vjp"
    UNBROADCAST = "unbroadcast"
    VALUE = "value"  # anything else: no general rule applies
