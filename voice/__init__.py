"""All input and output: microphone, speaker, players, the one loop, the command line."""
