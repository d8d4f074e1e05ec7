# mistake: unnamed
# operations only
def count_nodes(result):
    seen, waiting = {result.grad_fn}, [result.grad_fn]
    while waiting:
        for node, _ in waiting.pop().next_functions:
            if node is not None and node not in seen and node.next_functions:
                seen.add(node)
                waiting.append(node)
    return len(seen)
