# method: the course's tape
from gradschool import tape


def count_nodes(result):
    return sum(node.kind != "output" for node in tape.record(result).nodes)
