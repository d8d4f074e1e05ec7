# mistake: unnamed
# begins after the first node
def node_names(result):
    names, node = [], result.grad_fn
    while node.next_functions:
        node = next(one for one, _ in node.next_functions if one is not None)
        names.append(node.name())
    return names
