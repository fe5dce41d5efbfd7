"""Signing in with the company's own account: OpenID Connect and SAML 2.0, one brand's providers at a time."""
