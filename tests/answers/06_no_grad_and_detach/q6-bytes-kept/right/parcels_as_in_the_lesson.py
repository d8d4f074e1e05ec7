# method: parcels in a WeakSet
import weakref


class Parcel:
    def __init__(self, tensor):
        self.tensor = tensor.detach()


def bytes_kept(f, x):
    parcels = weakref.WeakSet()

    def pack(tensor):
        parcel = Parcel(tensor)
        parcels.add(parcel)
        return parcel

    x = x.clone().requires_grad_()
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda parcel: parcel.tensor):
        result = f(x)
    return sum({p.tensor.data_ptr(): p.tensor.nbytes for p in parcels}.values())
