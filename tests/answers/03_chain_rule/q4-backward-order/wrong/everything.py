# mistake: unnamed
# includes names that the output does not depend on
def backward_order(parents, output):
    done = []

    def visit(name):
        if name not in done:
            for parent in parents[name]:
                visit(parent)
            done.append(name)

    for name in [*(n for n in parents if n != output), output]:
        visit(name)
    return done[::-1]
