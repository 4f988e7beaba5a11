"""Sends corrections from many threads at once into the database of DATABASE_URL, and prints what came of it.

`python -m tests.catalogue.sending_together THREADS`: a program of its own, because a test's transaction would keep
one thread from seeing what another one wrote.
"""

import sys
import threading
import uuid

import django

django.setup()

from django.db import connection  # noqa: E402

from policies.catalogue.corrections import FloodError, receive  # noqa: E402
from policies.models.correction import Correction  # noqa: E402

refused: list[int] = []
errors: list[str] = []


def send(number: int, together: threading.Barrier) -> None:
    correction = Correction(kind="measure", record_id=uuid.UUID(int=1), edition=1, value="date", text=f"Text {number}")
    together.wait()
    try:
        receive(correction, "192.0.2.1")
    except FloodError:
        refused.append(number)
    except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
        errors.append(repr(error))
    finally:
        connection.close()


def main(number: int) -> None:
    together = threading.Barrier(number)
    threads = [threading.Thread(target=send, args=(row, together)) for row in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"stored {Correction.objects.count()}, refused {len(refused)}, errors {errors}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
