# method: one level after the other
def count_nodes(result):
    level, seen = {result.grad_fn}, set()
    while level:
        seen |= level
        level = {node for one in level for node, _ in one.next_functions if node is not None} - seen
    return len(seen)
