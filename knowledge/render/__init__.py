"""What pages are made of, as HTML."""
