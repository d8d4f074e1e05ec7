# mistake: unnamed
# sums local derivatives, no products
def tape_gradients(tape):
    grads = {name: 0.0 for name, _ in tape}
    grads[tape[-1][0]] = 1.0
    for _, sources in reversed(tape):
        for parent, slope in sources:
            grads[parent] += slope
    return grads
