"""What worker processes do: each task is a function of plain values; see the workshop."""
