"""A whole course for another brand: what would be copied, and the copy, as drafts.

Pages and questions are copied from what the database holds of them (`content.py`), field by field, so that nothing a
form of exercise knows is lost on the way, now or when it learns something new. What one names of another (a playbook,
a question, a channel, a picture) is found again in the other brand, or copied too. The copy of a page has a
translation key that is computed from the original's (`keys.py`): both languages of the copy are translations of each
other, and a copy that was broken off, or is asked for again, finds what is there already.
"""
