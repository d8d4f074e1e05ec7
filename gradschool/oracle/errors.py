"""What the oracle raises when a point has no derivative it can vouch for."""


class OracleError(ValueError):
    """The question has no answer: wrong output size, or one of the cases below."""


class NotSmooth(OracleError):
    """A kink, a jump, or a function too rough or noisy for its slope to settle at any step."""


class NotFinite(OracleError):
    """The function is NaN or infinite, or stops with an error, at the point or right beside it."""


class NotDeterministic(OracleError):
    """Two calls with equal inputs gave different results."""
