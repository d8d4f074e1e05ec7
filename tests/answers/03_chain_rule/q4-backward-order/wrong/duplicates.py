# mistake: unnamed
# no memory of what was visited
def backward_order(parents, output):
    done = []

    def visit(name):
        for parent in parents[name]:
            visit(parent)
        done.append(name)

    visit(output)
    return done[::-1]
