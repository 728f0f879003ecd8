"""The models that can be had: their catalogue, fetching them, and whether they are whole."""
