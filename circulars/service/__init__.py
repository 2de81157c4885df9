"""The service without HTTP: offices, people, drafts, jobs, and the processes that do the work."""
