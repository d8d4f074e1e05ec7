"""The errors that the oracle raises where it cannot vouch for a derivative."""


class OracleError(ValueError):
    """The oracle has no answer: an input or an output has the wrong size, or one of the cases below holds."""


class NotSmooth(OracleError):
    """f has a kink or a jump at the point, or is so rough or noisy that its slope settles at no step size."""


class NotFinite(OracleError):
    """f is NaN or infinite, or raises an error, at the point or right beside it."""


class NotDeterministic(OracleError):
    """Two calls of f with equal inputs gave different results."""
