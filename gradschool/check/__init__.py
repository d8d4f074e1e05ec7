"""What graded cells call: each check judges an answer, and says what is wrong with it.

A check prints one line when all is right and raises `CheckFailed` otherwise. It uses a student's
names only as data or by calling them, so that the same cell can judge from another process.
"""

from gradschool.check.core.arguments import draw, leaf, made
from gradschool.check.core.message import CheckFailed
from gradschool.check.general.derivatives import derivative, gradient, hessian, jacobian, vjp
from gradschool.check.general.method import by_hand, inputs_unchanged, no_graph_kept, work
from gradschool.check.general.values import equals, value
from gradschool.check.lessons.accumulation.descent import descent
from gradschool.check.lessons.accumulation.loops import gradients_left, loop, micro_batches
from gradschool.check.lessons.accumulation.predictions import predictions
from gradschool.check.lessons.chain_rule.backward_pass import backward_order, backward_pass
from gradschool.check.lessons.chain_rule.engine import engine_rows, operation
from gradschool.check.lessons.chain_rule.local_and_total import local_derivatives, total_derivative
from gradschool.check.lessons.clipping.norms import clipped_gradients, clipped_groups, gradient_norm
from gradschool.check.lessons.clipping.runs import clipped_run
from gradschool.check.lessons.clipping.steps import clipped_step
from gradschool.check.lessons.computation_graph import keeps_grad, kind_of_tensor, node_count, node_path
from gradschool.check.lessons.first_gradients import central_difference, stationary, tangent_line
from gradschool.check.lessons.gradient_descent.paths import fit, one_step, path, stable_rate
from gradschool.check.lessons.gradient_descent.reference_descents import by_optimizer, plain, with_momentum
from gradschool.check.lessons.jacobians_and_hessians.per_sample import batch_jacobian, per_sample_gradients
from gradschool.check.lessons.jacobians_and_hessians.second_order import (
    derivatives,
    gradient_and_hessian,
    hvp,
    matrix_free,
    newton_step,
)
from gradschool.check.lessons.no_grad_and_detach.memory import saved_bytes, steady_memory
from gradschool.check.lessons.no_grad_and_detach.modules import module_gradients
from gradschool.check.lessons.no_grad_and_detach.stopped import stopped_gradient, updates_in_place
from gradschool.check.lessons.vectors_and_matrices import unbroadcast

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
]
