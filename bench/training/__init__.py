"""Teaches Moonshine's encoder to hear words through noise, rooms and other voices.

`python -m bench.training` makes the encoder that the product brings: see its help.
"""
