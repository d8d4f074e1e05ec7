# method: graphlib of the standard library
def backward_order(parents, output):
    from graphlib import TopologicalSorter

    needed, waiting = set(), [output]
    while waiting:
        name = waiting.pop()
        needed.add(name)
        waiting += [parent for parent in parents[name] if parent not in needed]
    return list(TopologicalSorter({name: set(parents[name]) for name in needed}).static_order())[::-1]
