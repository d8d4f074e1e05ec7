# method: copy_ in a function decorated with no_grad, gradient cleared afterwards
@torch.no_grad()
def update(w, learning_rate):
    w.copy_(w - learning_rate * w.grad)
    w.grad = None
