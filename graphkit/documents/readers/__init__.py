"""The input formats, one module each; pyproject.toml registers them as entry points in ``graphkit.readers``."""
