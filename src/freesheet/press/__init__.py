"""The press: runs stories through editions and writes every artifact whole or not at all."""
