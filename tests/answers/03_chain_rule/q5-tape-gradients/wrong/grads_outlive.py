# mistake: unnamed
# one dict for all calls, never cleared
grads = {}


def tape_gradients(tape):
    for name, _ in tape:
        grads.setdefault(name, 0.0)
    grads[tape[-1][0]] = 1.0
    for name, sources in reversed(tape):
        for parent, slope in sources:
            grads[parent] += slope * grads[name]
    return {name: grads[name] for name, _ in tape}
