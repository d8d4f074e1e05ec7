# method: the tape in reverse
def tape_gradients(tape):
    grads = dict.fromkeys([name for name, _ in tape], 0.0)
    grads[tape[-1][0]] = 1.0
    for name, sources in tape[::-1]:
        for parent, slope in sources:
            grads[parent] = grads[parent] + slope * grads[name]
    return grads
