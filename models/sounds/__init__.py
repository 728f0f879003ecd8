"""How words sound: their pronunciations, how far apart they are, and what is near them."""

from models.sounds.alike import distance
from models.sounds.near import neighbours
from models.sounds.spoken import sounds

__all__ = ["distance", "neighbours", "sounds"]
