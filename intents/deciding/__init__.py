"""What follows each thing that people can say, by what it is about; `table.py` puts it together."""
