# mistake: unnamed
# counts the constant's empty place as well
def count_nodes(result):
    seen, waiting = {result.grad_fn}, [result.grad_fn]
    while waiting:
        node = waiting.pop()
        for one, _ in node.next_functions if node is not None else ():
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return len(seen)
