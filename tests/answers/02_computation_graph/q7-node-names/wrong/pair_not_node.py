# mistake: unnamed
# takes the pair for the node
def node_names(result):
    names, node = [], result.grad_fn
    while node is not None:
        names.append(node.name())
        node = next((one for one in node.next_functions), None)
    return names
