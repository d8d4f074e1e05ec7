# mistake: unnamed
# looks at the second entry if the first is None, and no further
def node_names(result):
    names, node = [], result.grad_fn
    while True:
        names.append(node.name())
        entries = node.next_functions
        if not entries:
            return names
        node = entries[0][0] or entries[1][0]
