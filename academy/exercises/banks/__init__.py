"""Question banks in the formats of other tools. Readers and writers are pure: bytes or text in, questions out."""
