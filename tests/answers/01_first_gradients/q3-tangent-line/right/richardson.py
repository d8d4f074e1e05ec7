# method: finite differences, extrapolated
def tangent_line(f, a):
    def central(h):
        return (f(a + h) - f(a - h)) / (2 * h)

    m = (4 * central(5e-4) - central(1e-3)) / 3
    return m, f(a) - m * a
