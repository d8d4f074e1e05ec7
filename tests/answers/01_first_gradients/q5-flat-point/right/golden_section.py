# method: golden section on the values of f or -f, no slope but one sign
def flat_point(f, low, high):
    value = lambda x: f(number(x)).item()
    rising = value(low + 1e-6) > value(low)
    worth = (lambda x: -value(x)) if rising else value
    ratio = (5**0.5 - 1) / 2
    while high - low > 1e-9:
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if worth(left) < worth(right):
            high = right
        else:
            low = left
    return (low + high) / 2
