# mistake: PYTHON_NUMBER
# math functions
def total_derivative(t):
    t = t.item()
    x, y = math.cos(t), t**2
    return 2 * x * y * -math.sin(t) + (x**2 + 1) * 2 * t
