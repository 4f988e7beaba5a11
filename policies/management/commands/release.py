"""`manage.py release`: the catalogue as it is now as files, numbered and kept."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from policies.management import releasing
from policies.management.releasing import RefusedError
from policies.models import Release


class Command(BaseCommand):
    help = (
        "Make a release of the present state of the catalogue, if there is none of it: a data package in the folder "
        "releases of EPA_VAR, listed on /data/. Before that, releases with words that were taken down since are made "
        "again without them, and so are releases whose files are not there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fewer", action="store_true", help="tables may have lost any number of rows")
        parser.add_argument("--rebuild", type=int, metavar="NUMBER", help="make the files of this release again, alone")

    def handle(self, *args, fewer, rebuild, **options):
        try:
            with releasing.alone():
                if rebuild is None:
                    self.make(fewer=fewer)
                else:
                    self.rebuild(rebuild)
        except RefusedError as error:
            raise CommandError("\n".join(map(str, error.args))) from error

    def make(self, *, fewer: bool) -> None:
        for row in releasing.mended():
            self.stdout.write(f"release {row}: made again, as its moment is public now")
        made = releasing.release(fewer=fewer)
        if made is None:
            last = Release.objects.latest("number")
            self.stdout.write(f"release: nothing was published since release {last}, so none was made")
            return
        rows = ", ".join(f"{number} {table}" for table, number in made.counts.items())
        size = sum(file["bytes"] for file in made.files)
        self.stdout.write(f"release: number {made} made, {len(made.files)} files, {size} bytes, {rows}")

    def rebuild(self, number: int) -> None:
        row = Release.objects.filter(number=number).first()
        if row is None:
            raise RefusedError(f"There is no release {number}.")
        changed = releasing.rebuild(row)
        said = f"others than before: {', '.join(changed)}" if changed else "the same bytes as before"
        self.stdout.write(f"release: number {row} made again, {len(row.files)} files, {said}")
