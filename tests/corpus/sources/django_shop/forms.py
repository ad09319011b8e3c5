from django import forms


class OrderForm(forms.Form):
    note = forms.CharField(max_length=200)
    count = forms.IntegerField(min_value=1)
    size = forms.ChoiceField(choices=[("s", "S"), ("l", "L")])
