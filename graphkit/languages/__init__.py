"""Everything specific to one language, as data: one package each."""
