"""The commands, one file or folder each; what they print is for people. May import all folders but web."""
