"""Running the program: profiling and child processes."""
