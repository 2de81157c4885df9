"""Values that pass between the steps: frozen dataclasses, no files, no XML."""
