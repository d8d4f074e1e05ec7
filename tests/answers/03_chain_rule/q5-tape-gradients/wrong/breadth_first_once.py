# mistake: WRONG_ORDER
# a queue, each value once
def tape_gradients(tape):
    edges, grads = dict(tape), {name: 0.0 for name, _ in tape}
    grads[tape[-1][0]] = 1.0
    queue = [tape[-1][0]]
    for name in queue:
        for parent, slope in edges[name]:
            grads[parent] += slope * grads[name]
            if parent not in queue:
                queue.append(parent)
    return grads
