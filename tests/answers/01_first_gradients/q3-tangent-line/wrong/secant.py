# mistake: unnamed
# the slope of a line from a to a + 0.001
def tangent_line(f, a):
    m = (f(a + 1e-3) - f(a)) / 1e-3
    return m, f(a) - m * a
