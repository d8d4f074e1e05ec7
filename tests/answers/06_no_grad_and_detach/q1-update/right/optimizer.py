# method: a step of torch.optim.SGD
def update(w, learning_rate):
    torch.optim.SGD([w], lr=learning_rate).step()
