# mistake: unnamed
# the nodes on one path
def count_nodes(result):
    count, node = 0, result.grad_fn
    while node is not None:
        count += 1
        node = next((one for one, _ in node.next_functions if one is not None), None)
    return count
