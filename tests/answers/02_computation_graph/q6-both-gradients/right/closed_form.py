# method: by hand
def both_gradients(w, b):
    return b * torch.cos(w * b), w * torch.cos(w * b) + 2 * b
