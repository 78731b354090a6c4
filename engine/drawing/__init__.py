"""Pictures of an outcome and of a rulebook, as mermaid, for Graphviz and painted as SVG; and text cut into lines."""

from typing import TYPE_CHECKING

from ..lazy_face import lazy_face

if TYPE_CHECKING:
    from .line_breaking import balanced_lines, filled_lines, text_columns
    from .outcome_picture import draw_outcome
    from .picture import Picture, as_dot, as_mermaid
    from .rulebook_picture import ARRANGEMENTS, draw_neighbourhood, draw_rulebook
    from .svg import as_svg
else:
    __getattr__, __dir__ = lazy_face(
        __name__,
        {
            "line_breaking": "balanced_lines filled_lines text_columns",
            "outcome_picture": "draw_outcome",
            "picture": "Picture as_dot as_mermaid",
            "rulebook_picture": "ARRANGEMENTS draw_neighbourhood draw_rulebook",
            "svg": "as_svg",
        },
    )

__all__ = [
    "ARRANGEMENTS",
    "Picture",
    "as_dot",
    "as_mermaid",
    "as_svg",
    "balanced_lines",
    "draw_neighbourhood",
    "draw_outcome",
    "draw_rulebook",
    "filled_lines",
    "text_columns",
]
