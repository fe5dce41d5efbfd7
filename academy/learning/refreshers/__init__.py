"""Spaced refreshers: at most five questions a day of what the person has learnt, planned by FSRS-6.

`plan` decides when a question comes back (pure, the `fsrs` package), `deck` puts questions on a person's cards and
draws the day's set, `answer` takes an answer, `record` tells certification what is remembered, `reminders` writes at
most once a week. Nobody but the person sees cards, answers or counts.
"""
