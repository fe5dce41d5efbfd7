"""What learning announces to the rooms above. Sent inside the transaction that makes it true."""

from django.dispatch import Signal

# person, brand, course_key, step_key: the person completed a step for the first time, or a reply was found good.
step_completed = Signal()

# person, brand, course_key: every step of the course is done.
course_completed = Signal()

# person, brand, version: the charter's version that was signed.
charter_signed = Signal()

# brand, people: ids of those whose grade at an exercise was raised by a corrected key.
grades_raised = Signal()

# brand, step_key: receivers return the marks they ask of an exercise, besides its own pass mark.
marks_wanted = Signal()
