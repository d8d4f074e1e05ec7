# mistake: unnamed
# gradients of the inputs alone
def tape_gradients(tape):
    grads = {name: 0.0 for name, _ in tape}
    grads[tape[-1][0]] = 1.0
    for name, sources in reversed(tape):
        for parent, slope in sources:
            grads[parent] += slope * grads[name]
    return {name: grads[name] for name, sources in tape if not sources}
