# mistake: unnamed
# the worked input's names
def node_names(result):
    return ["AddBackward0", "MulBackward0", "SinBackward0", "AccumulateGrad"]
