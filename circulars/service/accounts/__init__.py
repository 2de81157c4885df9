"""Accounts, sessions, tokens, who did what: the service's own database."""
