"""Coordinates of the charts of item analysis, as the texts SVG wants: numbers with a point in every language."""

from dataclasses import dataclass
from math import hypot

from academy.insight.item_analysis import Analysis

WIDTH, HEIGHT = 640, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 16, 44
_LOWEST, _HIGHEST = -0.4, 0.8
_DOT = 22  # from the middle of one dot to the next


def _x(percent: float) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * percent / 100


def _y(r: float) -> float:
    r = min(_HIGHEST, max(_LOWEST, r))
    return _TOP + (HEIGHT - _TOP - _BOTTOM) * (_HIGHEST - r) / (_HIGHEST - _LOWEST)


def _text(number: float) -> str:
    return f"{number:.1f}"


@dataclass(frozen=True)
class Point:
    number: int
    x: str
    y: str
    text_y: str
    label: str
    state: str


@dataclass(frozen=True)
class Plane:
    """Questions by facility (across) and discrimination (up); `good` is where usable questions lie."""

    points: list[Point]
    ticks_x: list[tuple[str, str]]
    ticks_y: list[tuple[str, str, str]]
    good: tuple[str, str, str, str]
    zero: str


def plane_of(analysis: Analysis) -> Plane:
    points: list[Point] = []
    taken: list[tuple[float, float]] = []
    for item in analysis.items:
        if item.r is None or item.percent is None:
            continue
        x, y = _x(item.percent), _y(item.r)
        while x > _LEFT + _DOT and any(hypot(x - a, y - b) < _DOT for a, b in taken):  # on one spot: side by side
            x -= _DOT / 2
        taken.append((x, y))
        urgent = {"check_key", "check_rival"} & set(item.advice)
        state = "bad" if urgent else "doubtful" if {"weak", "hard", "idle"} & set(item.advice) else "good"
        points.append(Point(item.number, _text(x), _text(y), _text(y + 4), item.question.text[:120], state))
    across = [(_text(_x(p)), f"{p} %") for p in range(0, 101, 20)]
    up = [(_text(_y(r / 10)), _text(_y(r / 10) + 4), f"{r / 10:.1f}".replace(".", ",")) for r in range(-4, 9, 2)]
    corner = (_x(30), _y(_HIGHEST), _x(95) - _x(30), _y(0.2) - _y(_HIGHEST))
    return Plane(points, across, up, tuple(_text(value) for value in corner), _text(_y(0)))


@dataclass(frozen=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
    middle: str
    text_y: str
    low: int
    n: int


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]
    mark_x: str
    near_x: str
    near_width: str


_BARS_HEIGHT = 180


def bars_of(analysis: Analysis) -> Bars:
    """Scores in steps of ten percent, the pass mark, and the zone of one standard error around it."""
    form = analysis.form
    highest, wide = max((n for _, n in form.scores), default=1) or 1, _x(10) - _x(0)
    bars = []
    for low, n in form.scores:
        height = (_BARS_HEIGHT - _TOP - _BOTTOM) * n / highest
        top = _BARS_HEIGHT - _BOTTOM - height
        middle = _x(low) + wide / 2
        numbers = (_x(low) + 3, top, wide - 6, height, middle, top - 4)
        bars.append(Bar(*(_text(value) for value in numbers), low, n))
    error = form.error or 0
    low, high = max(0, form.mark - error), min(100, form.mark + error)
    return Bars(bars, _text(_x(form.mark)), _text(_x(low)), _text(_x(high) - _x(low)))
