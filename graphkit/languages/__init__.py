"""What belongs to one language alone, as data: a package for each."""
