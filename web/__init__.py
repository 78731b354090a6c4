"""The questionnaire as a page in a browser: local, private, and usable without script."""

from .app import make_app

__all__ = ["make_app"]
