# method: a loop
def node_names(result):
    names = []
    node = result.grad_fn
    while node is not None:
        names.append(node.name())
        following = [one for one, _ in node.next_functions if one is not None]
        node = following[0] if following else None
    return names
