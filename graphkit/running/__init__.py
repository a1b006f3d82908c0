"""How the program runs: where its time goes, and processes beside it."""
