# mistake: unnamed
# different names, not different nodes
def count_nodes(result):
    names, waiting = set(), [result.grad_fn]
    while waiting:
        node = waiting.pop()
        names.add(node.name())
        waiting += [one for one, _ in node.next_functions if one is not None]
    return len(names)
