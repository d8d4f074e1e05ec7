# mistake: unnamed
# stops before the leaf's node
def node_names(result):
    names = []
    node = result.grad_fn
    while node.next_functions:
        names.append(node.name())
        node = next(one for one, _ in node.next_functions if one is not None)
    return names
