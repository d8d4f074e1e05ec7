# method: the course's tape, along the earliest slots
from gradschool import tape


def node_names(result):
    recorded = tape.record(result)
    here = recorded.edges[0].target
    names = [recorded.nodes[here].name]
    while edges := [edge for edge in recorded.edges if edge.source == here]:
        here = min(edges, key=lambda edge: edge.slot).target
        names.append(recorded.nodes[here].name)
    return names
