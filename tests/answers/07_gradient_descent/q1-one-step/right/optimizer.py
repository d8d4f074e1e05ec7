# method: torch.optim.SGD
def one_step(f, w, lr):
    w = torch.nn.Parameter(w.clone())
    f(w).backward()
    torch.optim.SGD([w], lr=lr).step()
    return w
