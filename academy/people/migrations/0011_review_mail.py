from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0010_advisers_have_an_end"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="review_mail",
            field=models.BooleanField(
                default=True,
                help_text="The review itself stays on the site.",
                verbose_name="a mail when a reply of mine has been reviewed",
            ),
        ),
    ]
