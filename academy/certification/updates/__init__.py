"""Changes that holders must know: announced at publishing, confirmed by those concerned, asked again at renewal."""
