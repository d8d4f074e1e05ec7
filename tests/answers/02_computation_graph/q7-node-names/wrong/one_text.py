# mistake: unnamed
# one text with arrows
def node_names(result):
    names, node = [], result.grad_fn
    while node is not None:
        names.append(node.name())
        node = next((one for one, _ in node.next_functions if one is not None), None)
    return " -> ".join(names)
