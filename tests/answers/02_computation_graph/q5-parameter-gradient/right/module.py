# method: a module that holds the parameter
class Weights(torch.nn.Module):
    def __init__(self, w):
        super().__init__()
        self.weight = torch.nn.Parameter(w)

    def forward(self):
        return energy(self.weight)


def parameter_gradient(w):
    module = Weights(w)
    module().backward()
    return next(module.parameters()).grad
