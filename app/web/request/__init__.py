"""What a request asks for: its snapshot, parameters, search and format. May import catalog and evidence."""
