"""Letter types: a folder in templates/ is one; listing the folder is the registry."""

from circulars.letter_types.bare import with_form
from circulars.letter_types.loading import (
    find_letter_type,
    letter_type_folders,
    load_letter_type,
)

__all__ = ["find_letter_type", "letter_type_folders", "load_letter_type", "with_form"]
