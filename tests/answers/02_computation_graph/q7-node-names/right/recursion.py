# method: recursion
def node_names(result):
    def below(node):
        for following, _ in node.next_functions:
            if following is not None:
                return [node.name(), *below(following)]
        return [node.name()]

    return below(result.grad_fn)
