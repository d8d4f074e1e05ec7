# mistake: unnamed
# from the leaf to the result
def node_names(result):
    names = []
    node = result.grad_fn
    while node is not None:
        names.insert(0, node.name())
        node = next((one for one, _ in node.next_functions if one is not None), None)
    return names
