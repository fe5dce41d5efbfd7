def theme(request) -> dict:
    """`theme`: the folder of themes/ the brand has chosen."""
    brand = getattr(request, "brand", None)
    return {"theme": brand.theme if brand else "porte-voix"}
