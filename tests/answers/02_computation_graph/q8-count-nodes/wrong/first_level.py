# mistake: unnamed
# the inputs of the last operation
def count_nodes(result):
    return 1 + len(result.grad_fn.next_functions)
