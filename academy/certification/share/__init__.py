"""A certificate's public page, made and unmade by its holder: what the links in posts and profiles lead to."""
