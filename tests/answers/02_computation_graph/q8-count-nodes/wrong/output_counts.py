# mistake: unnamed
# counts the output, which is a tensor and no node
from gradschool import tape


def count_nodes(result):
    return len(tape.record(result).nodes)
