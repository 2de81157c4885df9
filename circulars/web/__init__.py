"""The service over HTTP: pages in Thai for people, /api/v1 for other systems."""
