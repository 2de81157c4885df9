"""Tests of pages and API through an HTTP client without a network."""
