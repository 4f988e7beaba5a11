"""Makes public what waits for review in the database of the environment, as a reviewer would.

`python -m tests.browser.official`: a program of its own, because the server has that database open.
"""

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402

from policies.content.records import MODELS  # noqa: E402
from policies.domain import publishing, review  # noqa: E402


def main() -> None:
    """Afterwards every record that waited is public."""
    reviewer = User.objects.get(username="reviewer")
    waiting = [record for model in MODELS.values() for record in model.objects.filter(state="in_review")]
    for record in waiting:
        review.approve(record, by=reviewer)
    publishing.publish(waiting)


if __name__ == "__main__":
    main()
