"""What autograd did and knows: facts of a tensor, a watched call, the events of a training loop, saved bytes."""

from gradschool.observe.saved_bytes import SavedBytes, bytes_saved
from gradschool.observe.tensor_facts import Facts, facts
from gradschool.observe.watch import Watch

__all__ = ["Facts", "SavedBytes", "Watch", "bytes_saved", "facts"]
