"""One module for each migration, in the order that their `down_revision` tells."""
