"""What authors can break, told with file, line and remedy."""
