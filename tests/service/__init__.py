"""Tests of the service without HTTP."""
