"""A graph for notebooks and papers: tables, HTML and pictures."""
