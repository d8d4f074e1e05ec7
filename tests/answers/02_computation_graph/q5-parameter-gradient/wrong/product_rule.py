# mistake: unnamed
# differentiates only one of the factors
def parameter_gradient(w):
    return 2 * w * w.sum()
