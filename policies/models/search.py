"""What the catalogue is searched by: made from editions and public texts when they are written, and from nothing else.

The rows are the same on both databases. Each has its own index over their tokens: PostgreSQL a GIN of the tokens as an
array, SQLite a full-text table that keeps itself in step by triggers. Neither cuts words: `text/tokens.py` has.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import connections, models
from django.db.models.expressions import RawSQL

from policies.models.edition import Edition, Text
from policies.text.tokens import LONGEST_WORD

# PostgreSQL's function that cuts tokens apart.
CUT = "policies_tokens"
# All of the groups must be there, of each group any token.
Groups = Sequence[Iterable[str]]


class TokensField(models.TextField):
    """Tokens with a space between them, indexed by `create_indexes`."""


@TokensField.register_lookup
class Having(models.Lookup):
    """Rows that have, of each of the groups, any token; on PostgreSQL. See `TokensQuerySet`."""

    lookup_name = "having"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        each = f"{CUT}({column}) && %s::text[]"
        sql = " AND ".join(each for _group in self.rhs)
        return sql, [value for group in self.rhs for value in (*parameters, list(group))]


class TokensQuerySet(models.QuerySet):
    def having(self, groups: Groups) -> Any:
        """The keys of all rows that have, of each of the groups, any token: what `pk__in` takes. No row is read.

        No token holds a space or a quotation mark.
        """
        if connections[self.db].vendor == "postgresql":
            return self.filter(tokens__having=groups).order_by().values("pk")
        index = f"{self.model._meta.db_table}_index"
        asked = [" OR ".join(f'"{token}"' for token in group) for group in groups]
        match = " AND ".join(f"({group})" for group in asked)
        return RawSQL(f"SELECT rowid FROM {index} WHERE {index} MATCH %s", [match])  # noqa: S608, S611 - a name of ours


class SearchEntry(models.Model):
    """What one edition is found by."""

    edition = models.OneToOneField(Edition, primary_key=True, on_delete=models.PROTECT, related_name="search_entry")
    # Each token once, after the number of the best part of the record that has it: see `text/parts.py`.
    tokens = TokensField()
    # The Chinese names of agencies in it, each on a line with its syllables, with tabs between.
    readings = models.TextField(blank=True)
    # What the page of a source shows: the text whose sentences are found with it.
    text = models.ForeignKey(Text, null=True, on_delete=models.PROTECT, related_name="+")

    objects = TokensQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.edition_id)


class Sentence(models.Model):
    """A sentence of a public text, or a line of it that is none, and what it is found by."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="sentences")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    search_text = models.TextField()
    tokens = TokensField()

    objects = TokensQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list] = [models.UniqueConstraint(fields=["text", "start"], name="sentence_once")]

    def __str__(self) -> str:
        return f"[{self.start},{self.end})"


class Word(models.Model):
    """A word that some edition or sentence has, so that one inside it, or of its stem, leads to it."""

    text = models.CharField(primary_key=True, max_length=LONGEST_WORD)
    stem = models.CharField(max_length=LONGEST_WORD, db_index=True)

    def __str__(self) -> str:
        return self.text


INDEXED = ("policies_searchentry", "policies_sentence")


def create_indexes(connection: Any) -> None:
    """Afterwards the tokens are looked up by an index."""
    write = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for table in INDEXED:
            for statement in write(table):
                cursor.execute(statement)


def drop_indexes(connection: Any) -> None:
    """Afterwards there is none, and nothing in its place."""
    with connection.cursor() as cursor:
        for table in INDEXED:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP INDEX IF EXISTS {table}_index")
                continue
            for act in ("insert", "delete", "update"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{act}")
            cursor.execute(f"DROP TABLE IF EXISTS {table}_index")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {CUT}(text)")


def _postgresql(table: str) -> list[str]:
    """By a function that PostgreSQL cannot look into and so takes for dear, as cutting the tokens of a row is: what it
    can look into it would rather do to every row than look up a common word. Were it dearer still, PostgreSQL would
    compile each query first.
    """
    body = "BEGIN RETURN string_to_array(tokens, ' '); END"
    kind = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE"
    return [
        f"CREATE OR REPLACE FUNCTION {CUT}(tokens text) RETURNS text[] {kind} AS $$ {body} $$",
        f"CREATE INDEX {table}_index ON {table} USING gin ({CUT}(tokens))",
    ]


def _sqlite(table: str) -> list[str]:
    """Without the places of words in a text, which nothing asks for; to the tokenizer a token is one word."""
    key = "edition_id" if table == "policies_searchentry" else "id"
    index = f"{table}_index"
    add = f"INSERT INTO {index}(rowid, tokens) VALUES (NEW.{key}, NEW.tokens);"  # noqa: S608 - names of ours
    take = f"INSERT INTO {index}({index}, rowid, tokens) VALUES ('delete', OLD.{key}, OLD.tokens);"  # noqa: S608
    cut = "tokenize=\"ascii tokenchars '~'\""
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5(tokens, content='', detail=none, columnsize=0, {cut})",
        f"CREATE TRIGGER {table}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {table}_delete AFTER DELETE ON {table} BEGIN {take} END",
        f"CREATE TRIGGER {table}_update AFTER UPDATE ON {table} BEGIN {take} {add} END",
    ]
