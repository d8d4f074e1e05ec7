# method: names of the nodes' types
def node_names(result):
    node, names = result.grad_fn, []
    while True:
        names += [type(node).__name__]
        node = next((one for one, _ in node.next_functions if one), None)
        if node is None:
            return names
