# mistake: unnamed
# formulas as text
def local_derivatives(x, y):
    return {"dp/dx": "y", "dp/dy": "x", "ds/dp": "cos p", "dq/dx": "1", "dq/dy": "2y", "dz/ds": "q", "dz/dq": "s"}
