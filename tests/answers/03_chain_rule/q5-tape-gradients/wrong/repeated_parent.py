# mistake: MISSING_PATH
# a dict of sources keeps one of two uses in a step
def tape_gradients(tape):
    grads = {name: 0.0 for name, _ in tape}
    grads[tape[-1][0]] = 1.0
    for name, sources in reversed(tape):
        for parent, slope in dict(sources).items():
            grads[parent] += slope * grads[name]
    return grads
