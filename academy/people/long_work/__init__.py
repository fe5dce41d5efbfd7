"""Long work: done by the worker, watched on a page that renews itself, safe to leave and to start again.

A room registers what it can do:

    @long_work("library.copy_course")
    def copy(work: LongWork, beat: Beat) -> dict:
        ...

The function gets the row (`details` is what was asked, `brand` and `by` who asks) and `beat(done, total)`, which it
calls as it goes; what it returns becomes `report`. It is started again from the beginning after a crash, so what it
does twice must do nothing the second time. A `RefusedError` tells the person why, in their words.
"""

from academy.people.long_work.run import Beat, RefusedError, ask, in_pieces, long_work, once, start

__all__ = ["Beat", "RefusedError", "ask", "in_pieces", "long_work", "once", "start"]
