# method: the same function on tensors, with autograd
def every_gradient(f, *numbers):
    inputs = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in numbers]
    return [
        [grad.item() for grad in torch.autograd.grad(result, inputs, retain_graph=True, materialize_grads=True)]
        for result in f(*inputs)
    ]
