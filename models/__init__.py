"""Speech models behind small Protocols: frames in, heard phrases out; text in, sound out."""
