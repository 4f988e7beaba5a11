"""A release: the catalogue of a moment as a data package. The same state gives the same bytes."""
