"""A real site for the benchmarks over HTTP: our settings and URLs, and one more address to measure against."""

QUESTIONS, DECISIONS, PEOPLE = 10, 12, 32
