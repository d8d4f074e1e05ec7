# mistake: unnamed
# nodes have no attribute of that kind
def node_names(result):
    return [result.grad_fn.__name__]
