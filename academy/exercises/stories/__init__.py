"""Stories of other tools (Twee 3, Twine 2, ink, H5P) read as scenarios, and scenarios written as Twee 3."""
