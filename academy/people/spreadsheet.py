"""Cells that a spreadsheet would run as a formula are written so that it shows them as text."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def neutral(value):
    """Texts only: '=1+1' → "'=1+1"; numbers and dates stay what they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def neutralise_wagtails_exports() -> None:
    """Wagtail writes the CSV files of its lists and reports as texts are; there is no setting to change that."""
    from wagtail.admin.views.mixins import SpreadsheetExportMixin

    write_as_it_is = SpreadsheetExportMixin.write_csv_row

    def write_csv_row(self, writer, row_dict):
        return write_as_it_is(self, _Neutral(writer), row_dict)

    if getattr(SpreadsheetExportMixin, "neutral", False) is False:
        SpreadsheetExportMixin.write_csv_row, SpreadsheetExportMixin.neutral = write_csv_row, True


class _Neutral:
    """A csv.DictWriter that neutralises what passes through."""

    def __init__(self, writer):
        self.writer = writer

    def writerow(self, row: dict):
        return self.writer.writerow({name: neutral(value) for name, value in row.items()})
