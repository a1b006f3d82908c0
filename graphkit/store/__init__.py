"""The record of a graph in one SQLite file: schema, writing, reading, and views of a part."""
