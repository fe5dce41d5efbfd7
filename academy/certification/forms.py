from django import forms

from academy.certification.languages import clean_codes
from academy.certification.models import Voice


class VoiceForm(forms.ModelForm):
    """What a speaker shows of themselves, to colleagues and to the public."""

    class Meta:
        model = Voice
        fields = ["contact", "skills", "languages", "away_until"]
        widgets = {"away_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_languages(self) -> str:
        return clean_codes(self.cleaned_data["languages"])
