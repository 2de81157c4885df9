"""Jobs: letters ordered, made one job after the other, gone on with after a restart."""
