"""Backup and restore of data folder and database."""
