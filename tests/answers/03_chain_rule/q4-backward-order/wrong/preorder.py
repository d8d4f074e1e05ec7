# mistake: WRONG_ORDER
# writes a name down when it is met first
def backward_order(parents, output):
    found = []

    def visit(name):
        if name not in found:
            found.append(name)
            for parent in parents[name]:
                visit(parent)

    visit(output)
    return found
