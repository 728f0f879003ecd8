"""How phrases sound, how unlike two of them are, and which words are common."""
