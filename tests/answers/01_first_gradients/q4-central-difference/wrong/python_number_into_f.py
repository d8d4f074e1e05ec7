# mistake: PYTHON_NUMBER
# math on floats; a torch function in f does not take them
def central_difference(f, x, h):
    x = x.item()
    return (f(x + h) - f(x - h)) / (2 * h)
