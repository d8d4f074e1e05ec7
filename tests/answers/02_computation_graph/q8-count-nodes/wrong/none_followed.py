# mistake: unnamed
# forgets that a place can be empty
def count_nodes(result):
    seen, waiting = {result.grad_fn}, [result.grad_fn]
    while waiting:
        for node, _ in waiting.pop().next_functions:
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return len(seen)
