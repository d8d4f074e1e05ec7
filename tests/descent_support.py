"""Functions to go down, and descents as students write them, right and in every wrong order."""

import torch

START = [2.0, -1.0]


def valley(w):
    return (w[0] - 1) ** 2 + 5 * w[1] ** 2


def wavy(w):
    return (w**2).sum() + torch.sin(3 * w).sum()


def momentum(parameters):
    return torch.optim.SGD(parameters, lr=0.05, momentum=0.5)


# Loops as a student writes them: the lines of a round in some order
def loop(*lines, make=lambda parameters, lr: torch.optim.SGD(parameters, lr=lr)):
    """A loop of `lines`, each of them "clear", "loss", "backward" or "step"."""

    def descend(f, w, lr, steps):
        w = w.clone().requires_grad_()
        optimizer, seen, loss = make([w], lr), [w.detach().clone()], f(w)
        for _ in range(steps):
            for line in lines:
                if line == "loss":
                    loss = f(w)
                elif line == "backward":
                    loss.backward()
                else:
                    optimizer.zero_grad() if line == "clear" else optimizer.step()
            seen.append(w.detach().clone())
        return torch.stack(seen)

    return descend


def by_hand(f, w, lr, steps):
    seen = [w]
    for _ in range(steps):
        (grad,) = torch.autograd.grad(f(leaf := seen[-1].clone().requires_grad_()), leaf)
        seen.append(seen[-1] - lr * grad)
    return torch.stack(seen)
