"""What a change does to the registry, in sentences, most important first. Pure: two registries in, a list of changes out.

`differences` puts it together; each other file compares one kind of thing, `kinds` ranks what they find, `report` prints it.
"""
