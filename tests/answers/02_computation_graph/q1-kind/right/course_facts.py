# method: the course's own record of the facts
from gradschool.observe import facts


def kind(tensor):
    seen = facts(tensor)
    if seen.retains_grad:
        return "retained"
    if seen.grad_fn:
        return "computed"
    return ["constant", "leaf"][seen.requires_grad]
