# mistake: unnamed
# every node of the graph
def node_names(result):
    names, waiting = [], [result.grad_fn]
    while waiting:
        node = waiting.pop(0)
        names.append(node.name())
        waiting += [one for one, _ in node.next_functions if one is not None]
    return names
