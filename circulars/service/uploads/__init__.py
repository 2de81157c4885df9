"""Files that somebody sent: taken in by content, nothing of their names trusted."""
