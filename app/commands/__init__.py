"""The commands, one file each: a few lines over evidence and catalog; what they print is for people. They may import every folder but the inside of web."""
