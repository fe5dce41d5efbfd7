"""Levels and their requirements from content/brand.yaml, when the library announces it."""

from typing import Any

from academy.certification.models import Level, Requirement
from academy.library.content.brand_file import LevelData, RequirementData
from academy.library.signals import brand_data_loaded, brand_data_wanted

_TEXTS = ("name_fr", "name_en", "description_fr", "description_en", "may_do_fr", "may_do_en")
_RENEWAL = ("renewal_window_days", "renewal_exercises", "renewal_replies")


def load_levels(sender: Any, brand: Any, data: Any, **kwargs: Any) -> None:
    """Creates or updates the levels the file names; others stay. Doing it twice changes nothing."""
    channels = {channel.code: channel for channel in brand.channels.all()}
    topics = {topic.code: topic for topic in brand.topics.all()}
    for item in data.levels:
        level = Level.objects.filter(brand=brand, code=item.code).first() or Level(brand=brand, code=item.code)
        for name in (*_TEXTS, "order", "validity_months"):
            setattr(level, name, getattr(item, name))
        for name in _RENEWAL:
            if getattr(item, name) is not None:  # what the file does not say stays as the leader set it
                setattr(level, name, getattr(item, name))
        level.channels = [channels[code] for code in item.channels]
        level.topics = [topics[code] for code in item.topics]
        level.languages = ", ".join(item.languages) or level.languages
        level.save()
        _load_requirements(level, item)


def _load_requirements(level: Level, item: LevelData) -> None:
    wanted = [(r.kind, r.ref, r.pass_mark, r.count, order) for order, r in enumerate(item.requirements)]
    rows = Requirement.objects.filter(level=level)
    if list(rows.values_list("kind", "ref", "pass_mark", "count", "sort_order")) == wanted:
        return
    rows.delete()
    Requirement.objects.bulk_create(
        Requirement(level=level, kind=kind, ref=ref, pass_mark=pass_mark, count=count, sort_order=order)
        for kind, ref, pass_mark, count, order in wanted
    )


def dump_levels(sender: Any, brand: Any, **kwargs: Any) -> tuple[LevelData, ...]:
    """The way back, for dump_content."""
    return tuple(
        LevelData(
            code=level.code,
            order=level.order,
            validity_months=level.validity_months,
            channels=tuple(channel.code for channel in level.channels.all()),
            topics=tuple(topic.code for topic in level.topics.all()),
            languages=tuple(level.language_list()),
            requirements=tuple(RequirementData(r.kind, r.ref, r.pass_mark, r.count) for r in level.requirements.all()),
            **{name: getattr(level, name) for name in _TEXTS},
            **{name: value for name in _RENEWAL if (value := getattr(level, name)) != _usual(name)},
        )
        for level in Level.objects.filter(brand=brand)
    )


def _usual(name: str) -> Any:
    return Level._meta.get_field(name).get_default()


def connect() -> None:
    brand_data_loaded.connect(load_levels, dispatch_uid="certification levels, load")
    brand_data_wanted.connect(dump_levels, dispatch_uid="certification levels, dump")
