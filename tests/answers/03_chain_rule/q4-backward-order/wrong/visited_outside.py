# mistake: unnamed
# the memory outlives the call
seen = set()


def backward_order(parents, output):
    done = []

    def visit(name):
        if name not in seen:
            seen.add(name)
            for parent in parents[name]:
                visit(parent)
            done.append(name)

    visit(output)
    return done[::-1]
