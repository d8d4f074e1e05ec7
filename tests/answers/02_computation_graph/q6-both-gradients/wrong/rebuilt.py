# mistake: GRAPH_CUT
# hands over a tensor made of the number
def both_gradients(w, b):
    w = w.clone().requires_grad_()
    b = b.clone().requires_grad_()
    swing(w, torch.tensor(b)).backward()
    return w.grad, b.grad
