# mistake: WRONG_ORDER
# passes on what has arrived so far, each time a value is met
def tape_gradients(tape):
    edges, grads = dict(tape), {name: 0.0 for name, _ in tape}
    grads[tape[-1][0]] = 1.0

    def visit(name):
        for parent, slope in edges[name]:
            grads[parent] += slope * grads[name]
            visit(parent)

    visit(tape[-1][0])
    return grads
