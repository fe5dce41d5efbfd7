"""What WeasyPrint's tags lack for PDF/UA-1 in a paper with tables and page numbers.

Header cells get a scope in place of identifiers that no tree lists (ISO 14289-1, 7.5); page numbers, which WeasyPrint
marks but leaves out of the tree, become artifacts (ISO 14289-1, 7.1 and 7.8).
"""

import pikepdf
from pikepdf import Array, Dictionary, Name


def mend(document: pikepdf.Pdf) -> None:
    marked: dict = {page.objgen: set() for page in document.pages}
    _walk(document.Root.StructTreeRoot, None, False, marked)
    parents = _parents(document)
    for page in document.pages:
        _hide_unlisted(document, page, marked[page.objgen], parents.get(int(page.obj.get(Name.StructParents, -1))))


def _walk(element, page, in_head: bool, marked) -> None:
    """Gives header cells their scope, and notes per page which marks the tree knows."""
    page = element.get(Name.Pg, page)
    kind = element.get(Name.S)
    in_head = in_head or kind == Name.THead
    if kind in (Name.TH, Name.TD):
        _scope(element, in_head)
    kids = element.get(Name.K, Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            marked[page.objgen].add(kid)
        elif isinstance(kid, Dictionary) and Name.MCID in kid:
            marked[kid.get(Name.Pg, page).objgen].add(int(kid.MCID))
        elif isinstance(kid, Dictionary) and kid.get(Name.Type) != Name.OBJR:
            _walk(kid, page, in_head, marked)


def _scope(cell, in_head: bool) -> None:
    attributes = cell.get(Name.A, Dictionary(O=Name.Table))
    if Name.Headers in attributes:
        del attributes[Name.Headers]
    if Name.ID in cell:
        del cell[Name.ID]
    if cell.S == Name.TH:
        attributes[Name.Scope] = Name.Column if in_head else Name.Row
    cell[Name.A] = attributes


def _parents(document: pikepdf.Pdf) -> dict[int, Array]:
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def _hide_unlisted(document: pikepdf.Pdf, page: pikepdf.Page, listed: set[int], parents: Array | None) -> None:
    """Marked content that no element of the tree holds becomes an artifact."""
    steps, changed = [], False
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "BDC" and isinstance(step.operands[1], Dictionary):
            mark = int(step.operands[1].get(Name.MCID, -1))
            if mark >= 0 and mark not in listed:
                step, changed = pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC")), True
                if parents is not None and mark < len(parents):
                    parents[mark] = None
        steps.append(step)
    if changed:
        page.obj.Contents = document.make_stream(pikepdf.unparse_content_stream(steps))
