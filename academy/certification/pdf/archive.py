"""PDF/A-3a and PDF/UA-1 in one file: what WeasyPrint leaves out is added to its PDF/A-3a before it is signed.

The XMP block is written anew: WeasyPrint's `xmp_metadata` makes a second RDF block that validators do not read.
Identification schemas: ISO 19005-3:2012, 6.6.4 (pdfaid) and ISO 14289-1:2014, clause 5 (pdfuaid, which PDF/A wants
described as an extension schema).
"""

from datetime import datetime
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name

CREATOR, PRODUCER = "Porte-voix", "WeasyPrint, pikepdf, pyHanko"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def identify(document: pikepdf.Pdf, author: str, when: datetime) -> None:
    """Writes the metadata, the same in the information dictionary and in XMP, as PDF/A demands."""
    title, language = str(document.docinfo[Name.Title]), str(document.Root.Lang)
    stamp = pdf_date(when)
    values = {
        Name.Title: title,
        Name.Author: author,
        Name.Creator: CREATOR,
        Name.Producer: PRODUCER,
        Name.CreationDate: stamp,
        Name.ModDate: stamp,
    }
    for key in list(document.docinfo.keys()):
        del document.docinfo[key]
    for key, value in values.items():
        document.docinfo[key] = value
    texts = {"title": title, "author": author, "language": language, "creator": CREATOR, "producer": PRODUCER}
    xmp = _XMP.format(when=when.isoformat(timespec="seconds"), **{key: escape(text) for key, text in texts.items()})
    metadata = document.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    document.Root.Metadata = metadata


def attach(document: pikepdf.Pdf, name: str, data: bytes, description: str, when: datetime) -> None:
    """Embeds a file that belongs to the document (an associated file, relation Data)."""
    stream = document.make_stream(
        data,
        Type=Name.EmbeddedFile,
        Subtype=Name("/application#2fjson"),
        Params=Dictionary(Size=len(data), ModDate=pdf_date(when), CreationDate=pdf_date(when)),
    )
    spec = document.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=name,
            UF=name,
            Desc=description,
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    names = document.Root.get(Name.Names) or Dictionary()
    names.EmbeddedFiles = Dictionary(Names=pikepdf.Array([pikepdf.String(name), spec]))
    document.Root.Names = names
    document.Root.AF = pikepdf.Array([spec])


def pdf_date(when: datetime) -> str:
    offset = when.strftime("%z") or "+0000"
    return when.strftime("D:%Y%m%d%H%M%S") + f"{offset[:3]}'{offset[3:5]}'"
