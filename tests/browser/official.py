"""Makes public what waits for review in the database of the environment, as a reviewer would.

`python -m tests.browser.official`: a program of its own, because the server has that database open.
"""

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402

from policies.content.records import MODELS  # noqa: E402
from policies.domain import history, publishing, review  # noqa: E402
from policies.models import Measure  # noqa: E402


def correct_a_title() -> None:
    """Afterwards a title of ours and its address are others, and that change waits for review too."""
    measure = Measure.objects.get(slug="training-of-rural-e-commerce-talent")
    measure.title_en, measure.slug = "Training of e-commerce talent in rural areas", "training-of-talent"
    measure.save()
    history.note_change(measure, by=User.objects.get(username="curator"), reason="As the source has it.")
    measure.refresh_from_db()
    review.submit(measure, by=None)


def main() -> None:
    """Afterwards every record that waited is public, and one that was corrected."""
    correct_a_title()
    reviewer = User.objects.get(username="reviewer")
    waiting = [record for model in MODELS.values() for record in model.objects.filter(state="in_review")]
    for record in waiting:
        review.approve(record, by=reviewer)
    publishing.publish(waiting)


if __name__ == "__main__":
    main()
