"""The register of outgoing letters, on SQLite and on a PostgreSQL server of the tests' own."""
