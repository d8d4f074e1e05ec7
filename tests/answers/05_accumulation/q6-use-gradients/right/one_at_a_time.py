# method: one leaf at a time among constants, a pass for each
def use_gradients(f, w, n):
    gradients = []
    for k in range(n):
        uses = [w.clone() for _ in range(n)]
        uses[k].requires_grad_()
        f(uses).backward()
        gradients.append(uses[k].grad)
    return gradients
