# method: PyTorch's get_total_norm
def global_norm(parameters):
    return torch.nn.utils.get_total_norm([p.grad for p in parameters if p.grad is not None])
