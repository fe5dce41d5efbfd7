"""The players of the learning room.

A form of exercise plugs in with one module and its templates:

1. `players/<form>.py` with the functions of `screens.Player`: `read_action` (a posted form → an action, never raises),
   `screen` (an attempt → what to show), `target` (after an action: where the page goes on), `result` (a closed
   attempt → its result). Presentation goes into frozen dataclasses that are built from exercise and state alone.
2. `templates/learning/players/<form>/`: a whole page that extends `learning/players/base.html`, and the fragment with
   `id="maintenant"` that it includes and that HTMX gets alone. Forms post to `learning:act` with a hidden `seq`.
3. A row in `registry.py`.

The views know nothing about a form: saving, stale and repeated actions, deadlines, other people's attempts and lost
lines are the same for all.
"""
