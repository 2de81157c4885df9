"""Starter workbooks: their sheets, and letters made from them when they are filled in."""
