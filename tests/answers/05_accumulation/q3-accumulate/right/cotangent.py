# method: the share as the cotangent of backward
def accumulate(loss, w, chunks):
    total = sum(y.numel() for _, y in chunks)
    torch.optim.SGD([w], lr=1.0).zero_grad()
    for x, y in chunks:
        value = loss(w, x, y)
        value.backward(gradient=torch.full_like(value, y.numel() / total))
