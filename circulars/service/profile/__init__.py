"""The office profile as a form: typed, checked, kept with its history."""
