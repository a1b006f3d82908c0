"""The formats that are read, one module each; pyproject.toml names them as entry points ``graphkit.readers``."""
