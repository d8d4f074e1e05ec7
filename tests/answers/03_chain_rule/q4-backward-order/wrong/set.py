# mistake: unnamed
# a set has no order
def backward_order(parents, output):
    found, waiting = set(), [output]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting += parents[name]
    return found
