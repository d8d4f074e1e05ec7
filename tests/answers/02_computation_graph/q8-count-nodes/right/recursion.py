# method: recursion that stops at nodes it knows
def count_nodes(result):
    seen = set()

    def visit(node):
        if node is None or node in seen:
            return
        seen.add(node)
        for following, _ in node.next_functions:
            visit(following)

    visit(result.grad_fn)
    return len(seen)
