"""The questionnaire as a page in a browser: plain files whose answers stay in it, and the JSON API beside them."""

from .app import make_app

__all__ = ["make_app"]
