# method: recursion over all paths
def tape_gradients(tape):
    edges, grads = dict(tape), {name: 0.0 for name, _ in tape}

    def walk(name, along):
        grads[name] += along
        for parent, slope in edges[name]:
            walk(parent, along * slope)

    walk(tape[-1][0], 1.0)
    return grads
