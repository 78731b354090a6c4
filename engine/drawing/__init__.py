"""Pictures of an outcome and of a rulebook, as mermaid, for Graphviz and painted as SVG; and text cut into lines."""

from .line_breaking import balanced_lines, filled_lines, text_columns
from .outcome_picture import draw_outcome
from .picture import Picture, as_dot, as_mermaid
from .rulebook_picture import ARRANGEMENTS, draw_rulebook
from .svg import as_svg

__all__ = [
    "ARRANGEMENTS",
    "Picture",
    "as_dot",
    "as_mermaid",
    "as_svg",
    "balanced_lines",
    "draw_outcome",
    "draw_rulebook",
    "filled_lines",
    "text_columns",
]
