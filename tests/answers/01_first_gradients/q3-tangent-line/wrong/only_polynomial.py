# mistake: unnamed
# reuses the slope of question 1 for every f
def tangent_line(f, a):
    m = 3 * a**2 - 4 * a + 4
    return m, f(a) - m * a
