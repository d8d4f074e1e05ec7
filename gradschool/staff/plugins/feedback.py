"""Keep hidden checks out of the feedback that students get.

nbgrader's feedback pages show the autograded notebook with its hidden checks. `HideHiddenChecks` belongs in
`c.GenerateFeedback.preprocessors`; it changes the copy that becomes HTML, and not the autograded notebook.
"""

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import ClearHiddenTests
from traitlets import Bool

from gradschool.staff.results.hidden_checks import has_hidden_checks, public_outputs


class HideHiddenChecks(ClearHiddenTests):
    """Remove the source of hidden checks, and everything in their outputs that shows inputs and expected values."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Clear a check with a hidden region. Other cells, a student's own with such a marker too, stay as they are."""
        if not has_hidden_checks(cell):
            return cell, resources
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        cell.outputs = public_outputs(cell.outputs)
        return cell, resources


class FeedbackStyle(CSSHTMLHeaderPreprocessor):
    """Add to the usual style sheets one of our own, with which long lines wrap between words."""

    enabled = Bool(True, help="Whether nbconvert runs it").tag(config=True)
    WRAP = "pre { white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }"

    def preprocess(self, nb, resources):
        """Leave the notebook as it is; add to the style sheets in resources["inlining"]["css"]."""
        nb, resources = super().preprocess(nb, resources)
        resources["inlining"]["css"].append(self.WRAP)
        return nb, resources
