"""What crawlers and other machines read; may import evidence, catalog and the other folders of web."""
