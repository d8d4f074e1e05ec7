# method: depth first with a set, turned round
def backward_order(parents, output):
    done, seen = [], set()

    def visit(name):
        if name in seen:
            return
        seen.add(name)
        for parent in parents[name]:
            visit(parent)
        done.append(name)

    visit(output)
    return list(reversed(done))
