# mistake: WRONG_ORDER
# inputs first
def backward_order(parents, output):
    done = []

    def visit(name):
        if name not in done:
            for parent in parents[name]:
                visit(parent)
            done.append(name)

    visit(output)
    return done
