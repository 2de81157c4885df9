"""How the tests are handed out to processes: those that share what is slow to make, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadGroupScheduling

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer


class GroupsAndModules(LoadGroupScheduling):  # type: ignore[misc]  # xdist has no types
    """Hands out each group (`xdist_group`) and each module as one: what it shares is made once.

    In the order of collection, not by their number of tests: that says little of how long they
    take.
    """

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        scope = super()._split_scope(nodeid)
        return nodeid.partition("::")[0] if scope == nodeid else scope


def groups_first(items: list[pytest.Item]) -> None:
    """Put the tests of groups before all others: what takes long does not begin last."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
