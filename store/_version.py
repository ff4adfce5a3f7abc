"""The version of toasoan."""

__version__ = "0.2.0"
