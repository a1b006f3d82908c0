"""The record of a graph in one SQLite file: its schema, what is written and read, and views of a part of it."""
