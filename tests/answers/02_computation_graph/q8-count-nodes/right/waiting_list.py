# method: a set of seen nodes and a list of waiting ones
def count_nodes(result):
    seen, waiting = {result.grad_fn}, [result.grad_fn]
    while waiting:
        for node, _ in waiting.pop().next_functions:
            if node is not None and node not in seen:
                seen.add(node)
                waiting.append(node)
    return len(seen)
