# method: a walk through the graph that reads what each node has saved
def bytes_kept(f, x):
    y = f(x.clone().requires_grad_())
    sizes, todo = {}, [y.grad_fn]
    while todo:
        node = todo.pop()
        if node is None:
            continue
        for name in dir(node):
            saved = getattr(node, name) if name.startswith("_saved_") else None
            if isinstance(saved, torch.Tensor):
                sizes[saved.data_ptr()] = saved.nbytes
        todo += [following for following, _ in node.next_functions]
    return sum(sizes.values())
