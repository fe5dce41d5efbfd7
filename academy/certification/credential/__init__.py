"""Certificates as Open Badges 3.0 credentials: keys, document, proof, status lists, checks."""
