"""The graph that autograd recorded, as data (`record`) and as a picture (`draw`)."""

from gradschool.tape.recording import Drawing, Edge, Node, Tape, draw, record

__all__ = ["Drawing", "Edge", "Node", "Tape", "draw", "record"]
