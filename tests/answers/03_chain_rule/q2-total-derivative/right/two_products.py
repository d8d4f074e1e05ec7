# method: both products added
def total_derivative(t):
    x, y = t.cos(), t * t
    return -2 * x * y * t.sin() + (x**2 + 1) * 2 * t
