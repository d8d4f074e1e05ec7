# mistake: unnamed
# adds along a path
def tape_gradients(tape):
    grads = {name: 0.0 for name, _ in tape}
    grads[tape[-1][0]] = 1.0
    for name, sources in reversed(tape):
        for parent, slope in sources:
            grads[parent] += slope + grads[name]
    return grads
