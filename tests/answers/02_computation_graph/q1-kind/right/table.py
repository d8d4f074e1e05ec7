# method: a table from the three facts to the text
KINDS = {
    (False, True, False): "constant",
    (True, True, False): "leaf",
    (True, False, False): "computed",
    (True, False, True): "retained",
}


def kind(tensor):
    return KINDS[tensor.requires_grad, tensor.is_leaf, tensor.retains_grad]
