# method: by hand
def parameter_gradient(w):
    return 2 * w * w.sum() + (w**2).sum()
