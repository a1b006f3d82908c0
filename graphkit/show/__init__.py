"""What people see of a graph in notebooks and papers: tables, markup and pictures."""
