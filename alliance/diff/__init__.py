"""`alliance diff REV`: every published number of another commit beside the working tree's, as text and as a page."""
