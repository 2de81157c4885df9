"""Planted errors: letters and workbooks made clean, each spoilt in one known place.

Nothing here comes from the program under test: digits, days, provinces and sums are worked out
anew, so that a mistake of the rules is not repeated by their judge.
"""
