"""SCIM 2.0 (RFC 7643, 7644): a brand's identity provider creates, moves and deactivates its people here."""
