"""What graded cells call: each check judges an answer, and says what is wrong with it.

A check prints one line when all is right and raises `CheckFailed` otherwise. It uses a student's
names only as data or by calling them, so that the same cell can judge from another process.
"""

from gradschool.check.calculus import central_difference, stationary, tangent_line
from gradschool.check.chain import by_hand, local_derivatives, total_derivative
from gradschool.check.clipped_runs import clipped_run
from gradschool.check.clipped_steps import clipped_step
from gradschool.check.clipping import clipped_gradients, clipped_groups, gradient_norm
from gradschool.check.curvature import derivatives, gradient_and_hessian, hvp, matrix_free, newton_step
from gradschool.check.derivatives import derivative, gradient, hessian, jacobian, vjp
from gradschool.check.descent import descent
from gradschool.check.effort import inputs_unchanged, no_graph_kept, work
from gradschool.check.engine import engine_rows, operation
from gradschool.check.failure import CheckFailed
from gradschool.check.graph import keeps_grad, kind_of_tensor, made, node_count, node_path
from gradschool.check.memory import saved_bytes, steady_memory
from gradschool.check.modules import module_gradients
from gradschool.check.paths import fit, one_step, path, stable_rate
from gradschool.check.plain import equals, value
from gradschool.check.points import draw
from gradschool.check.readings import predictions
from gradschool.check.samples import batch_jacobian, per_sample_gradients
from gradschool.check.stopping import stopped_gradient, updates_in_place
from gradschool.check.tapes import backward_order, backward_pass
from gradschool.check.training import gradients_left, leaf, loop, micro_batches, zeroed
from gradschool.check.vectors import unbroadcast
from gradschool.check.walks import by_optimizer, plain, with_momentum

__all__ = [
    "CheckFailed",
    "backward_order",
    "backward_pass",
    "batch_jacobian",
    "by_hand",
    "by_optimizer",
    "central_difference",
    "clipped_gradients",
    "clipped_groups",
    "clipped_run",
    "clipped_step",
    "derivative",
    "derivatives",
    "descent",
    "draw",
    "engine_rows",
    "equals",
    "fit",
    "gradient",
    "gradient_and_hessian",
    "gradient_norm",
    "gradients_left",
    "hessian",
    "hvp",
    "inputs_unchanged",
    "jacobian",
    "keeps_grad",
    "kind_of_tensor",
    "leaf",
    "local_derivatives",
    "loop",
    "made",
    "matrix_free",
    "micro_batches",
    "module_gradients",
    "newton_step",
    "no_graph_kept",
    "node_count",
    "node_path",
    "one_step",
    "operation",
    "path",
    "per_sample_gradients",
    "plain",
    "predictions",
    "saved_bytes",
    "stable_rate",
    "stationary",
    "steady_memory",
    "stopped_gradient",
    "tangent_line",
    "total_derivative",
    "unbroadcast",
    "updates_in_place",
    "value",
    "vjp",
    "with_momentum",
    "work",
    "zeroed",
]
