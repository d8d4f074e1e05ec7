# method: jacfwd, nested
from torch.func import jacfwd


def derivatives(f, x, order):
    functions = [f]
    for _ in range(order):
        functions.append(jacfwd(functions[-1]))
    return [g(x) for g in functions[1:]]
