"""What graded cells call: each check judges an answer, and says what is wrong with it.

A check prints one line when all is right and raises `CheckFailed` otherwise. It uses a student's names only as data or
by calling them, so that the same cell can judge from another process.

For any lesson:

- points and arguments: `draw`, `leaf`, `made`
- derivatives, by finite differences: `derivative`, `gradient`, `jacobian`, `hessian`, `vjp`
- values, by a reference: `value`, `equals`
- how an answer works: `by_hand`, `work`, `inputs_unchanged`, `no_graph_kept`

For one lesson:

- 01 first gradients: `tangent_line`, `central_difference`, `stationary`
- 02 computation graph: `kind_of_tensor`, `keeps_grad`, `node_path`, `node_count`
- 03 chain rule: `local_derivatives`, `total_derivative`, `backward_order`, `backward_pass`, `engine_rows`, `operation`
- 04 vectors and matrices: `unbroadcast`
- 05 accumulation: `loop`, `gradients_left`, `micro_batches`, `descent`, `predictions`
- 06 no_grad and detach: `updates_in_place`, `stopped_gradient`, `module_gradients`, `saved_bytes`, `steady_memory`
- 07 gradient descent: `one_step`, `path`, `fit`, `stable_rate`; rules for `path`: `plain`, `with_momentum`,
  `by_optimizer`
- 08 clipping: `gradient_norm`, `clipped_gradients`, `clipped_groups`, `clipped_step`, `clipped_run`
- 09 Jacobians and Hessians: `gradient_and_hessian`, `hvp`, `matrix_free`, `newton_step`, `derivatives`,
  `per_sample_gradients`, `batch_jacobian`
"""

from gradschool.check.core.arguments import draw, leaf, made
from gradschool.check.core.check_failed import CheckFailed
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
    # any lesson
    "draw",
    "leaf",
    "made",
    "derivative",
    "gradient",
    "jacobian",
    "hessian",
    "vjp",
    "value",
    "equals",
    "by_hand",
    "work",
    "inputs_unchanged",
    "no_graph_kept",
    # 01 first gradients
    "tangent_line",
    "central_difference",
    "stationary",
    # 02 computation graph
    "kind_of_tensor",
    "keeps_grad",
    "node_path",
    "node_count",
    # 03 chain rule
    "local_derivatives",
    "total_derivative",
    "backward_order",
    "backward_pass",
    "engine_rows",
    "operation",
    # 04 vectors and matrices
    "unbroadcast",
    # 05 accumulation
    "loop",
    "gradients_left",
    "micro_batches",
    "descent",
    "predictions",
    # 06 no_grad and detach
    "updates_in_place",
    "stopped_gradient",
    "module_gradients",
    "saved_bytes",
    "steady_memory",
    # 07 gradient descent
    "one_step",
    "path",
    "fit",
    "stable_rate",
    "plain",
    "with_momentum",
    "by_optimizer",
    # 08 clipping
    "gradient_norm",
    "clipped_gradients",
    "clipped_groups",
    "clipped_step",
    "clipped_run",
    # 09 Jacobians and Hessians
    "gradient_and_hessian",
    "hvp",
    "matrix_free",
    "newton_step",
    "derivatives",
    "per_sample_gradients",
    "batch_jacobian",
]
