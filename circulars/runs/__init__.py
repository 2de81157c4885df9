"""Many letters in one go: items, engines, resuming, and what goes beside the letters."""

from circulars.runs.plan import RUN, Numbering, lasting
from circulars.runs.refusals import interrupted
from circulars.runs.running import generate, made_letters, resume

__all__ = ["RUN", "Numbering", "generate", "interrupted", "lasting", "made_letters", "resume"]
