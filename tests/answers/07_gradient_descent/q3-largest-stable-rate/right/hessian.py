# method: the matrix of second derivatives and its largest eigenvalue
def largest_stable_rate(f, w):
    return 2 / torch.linalg.eigvalsh(torch.func.hessian(f)(w)).max().item()
