"""What the API is asked in JSON: known names alone, and no more of them than anybody means."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticKnownError

_MOST: Final = 50  # names: each unknown one is a fault, and a hundred thousand take seconds


class StrictBody(BaseModel):
    """A body without unknown names, so that a slip is told and not passed over."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _has_few_names(cls, asked: Any) -> Any:
        if isinstance(asked, dict) and len(asked) > _MOST:
            said = {"field_type": "Object", "max_length": _MOST, "actual_length": len(asked)}
            raise PydanticKnownError("too_long", said)
        return asked
