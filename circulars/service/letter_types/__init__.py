"""The letter types of an office: those of the product, and its own with their versions."""
