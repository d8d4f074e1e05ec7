# mistake: GRAPH_CUT
# a new tensor of the values
def hidden_with_gradient(x, w):
    h = torch.tensor(hidden(x, w.clone().requires_grad_()).tolist(), dtype=torch.float64, device=x.device)
    h.requires_grad_()
    loss_of(h).backward()
    return h
