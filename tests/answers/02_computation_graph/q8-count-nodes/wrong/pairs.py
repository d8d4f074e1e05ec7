# mistake: unnamed
# remembers pairs: a node with two outputs counts twice
def count_nodes(result):
    seen, waiting = set(), [(result.grad_fn, 0)]
    while waiting:
        pair = waiting.pop()
        if pair[0] is not None and pair not in seen:
            seen.add(pair)
            waiting += pair[0].next_functions
    return len(seen)
