"""The benchmark: what the product's own loop hears and does not hear."""
