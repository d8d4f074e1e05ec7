# mistake: unnamed
# the result never gets its 1
def tape_gradients(tape):
    grads = {name: 0.0 for name, _ in tape}
    for name, sources in reversed(tape):
        for parent, slope in sources:
            grads[parent] += slope * grads[name]
    return grads
