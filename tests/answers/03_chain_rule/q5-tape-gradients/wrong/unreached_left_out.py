# mistake: unnamed
# no entry for what the result does not use
def tape_gradients(tape):
    grads = {tape[-1][0]: 1.0}
    for name, sources in reversed(tape):
        for parent, slope in sources:
            if name in grads:
                grads[parent] = grads.get(parent, 0.0) + slope * grads[name]
    return grads
