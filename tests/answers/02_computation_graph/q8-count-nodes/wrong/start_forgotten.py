# mistake: unnamed
# begins below the first node
def count_nodes(result):
    seen, waiting = set(), [result.grad_fn]
    while waiting:
        for node, _ in waiting.pop().next_functions:
            if node is not None and node not in seen:
                seen.add(node)
                waiting.append(node)
    return len(seen)
