# mistake: MISSING_PATH
# a gradient that is there is kept
def tape_gradients(tape):
    grads = {tape[-1][0]: 1.0}
    for name, sources in reversed(tape):
        for parent, slope in sources:
            grads.setdefault(parent, slope * grads.setdefault(name, 0.0))
    return {name: grads.get(name, 0.0) for name, _ in tape}
