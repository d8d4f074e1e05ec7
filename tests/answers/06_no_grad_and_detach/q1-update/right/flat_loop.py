# method: the entries of a view, one by one, in place
def update(w, learning_rate):
    with torch.no_grad():
        flat, slopes = w.view(-1), w.grad.view(-1)
        for i in range(len(flat)):
            flat[i] -= learning_rate * slopes[i]
