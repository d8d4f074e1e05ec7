# mistake: unnamed
# starts at the parents
def backward_order(parents, output):
    done = []

    def visit(name):
        if name not in done:
            for parent in parents[name]:
                visit(parent)
            done.append(name)

    for parent in parents[output]:
        visit(parent)
    return done[::-1]
