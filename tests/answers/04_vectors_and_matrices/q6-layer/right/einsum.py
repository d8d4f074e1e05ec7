# method: einsum
def layer_vjp(s, X, W, b, G):
    return (
        torch.einsum("pr,pq,qr->", G, X, W),
        torch.einsum(",pr,qr->pq", s, G, W),
        torch.einsum(",pq,pr->qr", s, X, G),
        torch.einsum("pr->r", G),
    )
