"""Whom a text means: the actors of the world by name, office and date, found in texts and in what people type."""
