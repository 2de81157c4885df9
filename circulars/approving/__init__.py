"""The approved text of a letter type (expected.txt): made, kept, compared with what came later."""

from circulars.approving.approval import Example, Standing, keep_approved, made_example, standing
from circulars.approving.differences import Changed, Piece, passages
from circulars.approving.texts import document_text, letters_text

__all__ = [
    "Changed",
    "Example",
    "Piece",
    "Standing",
    "document_text",
    "keep_approved",
    "letters_text",
    "made_example",
    "passages",
    "standing",
]
