# mistake: WRONG_ORDER
# each value once, when it is met first
def tape_gradients(tape):
    edges, grads, seen = dict(tape), {name: 0.0 for name, _ in tape}, set()
    grads[tape[-1][0]] = 1.0

    def visit(name):
        if name in seen:
            return
        seen.add(name)
        for parent, slope in edges[name]:
            grads[parent] += slope * grads[name]
        for parent, _ in edges[name]:
            visit(parent)

    visit(tape[-1][0])
    return grads
