# mistake: unnamed
# counts a node once for each way that leads to it
def count_nodes(result):
    def below(node):
        return 1 + sum(below(one) for one, _ in node.next_functions if one is not None)

    return below(result.grad_fn)
