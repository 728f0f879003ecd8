"""Two people use Safeword for the first time, in a real terminal; see `__main__.py`."""
