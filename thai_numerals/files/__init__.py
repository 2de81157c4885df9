"""Whole files (.docx, .xlsx, .txt): digits converted and nothing else changed."""
