"""Signals without words: three hums or three knocks, found in the sound by their rhythm."""
