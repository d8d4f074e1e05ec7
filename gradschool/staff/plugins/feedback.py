"""Keep hidden checks out of the feedback that students get.

nbgrader puts the autograded notebook, hidden checks and all, into its feedback pages. `HideHiddenChecks` belongs in
`c.GenerateFeedback.preprocessors`; it works on the copy that becomes HTML and leaves the autograded notebook alone.
"""

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import ClearHiddenTests
from traitlets import Bool

from gradschool.staff.results.hidden_checks import has_hidden_checks, public_outputs


class HideHiddenChecks(ClearHiddenTests):
    """Remove the source of hidden checks, and from their outputs all that shows inputs and expected values."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Clear one cell; cells without a hidden region, and a student's own with such a marker, pass unchanged."""
        if not has_hidden_checks(cell):
            return cell, resources
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        cell.outputs = public_outputs(cell.outputs)
        return cell, resources


class FeedbackStyle(CSSHTMLHeaderPreprocessor):
    """The usual style sheets, and one of our own: long lines wrap between words, and none runs off the page."""

    enabled = Bool(True, help="Whether nbconvert runs it").tag(config=True)
    WRAP = "pre { white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }"

    def preprocess(self, nb, resources):
        """Leave the notebook as it is; add to the style sheets in resources["inlining"]["css"]."""
        nb, resources = super().preprocess(nb, resources)
        resources["inlining"]["css"].append(self.WRAP)
        return nb, resources
