"""Many cases at once: what a rulebook concludes from a table of them, as one query that others run."""

from typing import TYPE_CHECKING

from ..lazy_face import lazy_face

if TYPE_CHECKING:
    from .backend import BACKENDS, POLARS, SPARK
    from .batch import Batch, Work, planned
    from .warehouse import DIALECTS, warehouse_sql
else:
    __getattr__, __dir__ = lazy_face(
        __name__,
        {
            "backend": "BACKENDS POLARS SPARK",
            "batch": "Batch Work planned",
            "warehouse": "DIALECTS warehouse_sql",
        },
    )

__all__ = ["BACKENDS", "DIALECTS", "POLARS", "SPARK", "Batch", "Work", "planned", "warehouse_sql"]
