"""Cells that a spreadsheet would run as a formula are written so that it shows them as text."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(value):
    """Texts only: '=1+1' → "'=1+1"; numbers and dates stay what they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def guard_wagtails_exports() -> None:
    """Every list and report that Wagtail exports: in the audit log, and in CSV without formulas (in XLSX Wagtail sees
    to that itself). Wagtail has no setting for either, and a mixin on each view would be forgotten on the next."""
    from wagtail.admin.views.mixins import SpreadsheetExportMixin as Mixin

    from academy.people.audit import record

    if hasattr(Mixin, "is_guarded"):
        return
    write_row, as_spreadsheet = Mixin.write_csv_row, Mixin.as_spreadsheet

    def write_csv_row(self, writer, row_dict):
        return write_row(self, _Neutral(writer), row_dict)

    def recorded(self, queryset, spreadsheet_format):
        what = getattr(queryset, "model", None)
        name = what._meta.label_lower if what else type(self).__name__
        record(self.request.user, "list.exported", getattr(self.request, "brand", None), list=name)
        return as_spreadsheet(self, queryset, spreadsheet_format)

    Mixin.write_csv_row, Mixin.as_spreadsheet, Mixin.is_guarded = write_csv_row, recorded, True


class _Neutral:
    """A csv.DictWriter that neutralises what passes through."""

    def __init__(self, writer):
        self.writer = writer

    def writerow(self, row: dict):
        return self.writer.writerow({name: neutral(value) for name, value in row.items()})
