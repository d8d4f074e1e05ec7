# mistake: unnamed
# takes the first entry, None or not
def node_names(result):
    names = []
    node = result.grad_fn
    while node is not None:
        names.append(node.name())
        node = node.next_functions[0][0] if node.next_functions else None
    return names
