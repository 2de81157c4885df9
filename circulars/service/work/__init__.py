"""Worker processes: each task with its limits of time and memory."""
