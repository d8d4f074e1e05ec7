"""The graph that autograd recorded, as data (`record`) and as a picture (`draw`)."""

from gradschool.tape.graph import Edge, Node, Tape
from gradschool.tape.recording import Drawing, draw, record

__all__ = ["Drawing", "Edge", "Node", "Tape", "draw", "record"]
