# method: NumPy
def sandwich_vjp(A, X, B, G):
    a, x, b, g = (tensor.cpu().numpy() for tensor in (A, X, B, G))
    found = (g @ (x @ b).T, a.T @ g @ b.T, (a @ x).T @ g)
    return tuple(torch.tensor(part, device=A.device) for part in found)
