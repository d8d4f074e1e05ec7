# mistake: unnamed
# the nodes themselves
def node_names(result):
    nodes, node = [], result.grad_fn
    while node is not None:
        nodes.append(node)
        node = next((one for one, _ in node.next_functions if one is not None), None)
    return nodes
