# mistake: unnamed
# stops before the inputs
def backward_order(parents, output):
    done = []

    def visit(name):
        if name not in done and parents[name]:
            for parent in parents[name]:
                visit(parent)
            done.append(name)

    visit(output)
    return done[::-1]
