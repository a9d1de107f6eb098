"""Makes a table with delta-rs and changes it: append, delete, merge, a column more, a checkpoint."""

import datetime
import decimal
import os
import sys

import pyarrow
from deltalake import DeltaTable, write_deltalake

START = datetime.datetime(2024, 2, 28, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc)
SCHEMA = pyarrow.schema(
    [
        ("id", pyarrow.int64()),
        ("name", pyarrow.string()),
        ("price", pyarrow.decimal128(28, 8)),
        ("signal", pyarrow.float64()),
        ("live", pyarrow.bool_()),
        ("at", pyarrow.timestamp("us", "UTC")),
        ("day", pyarrow.date32()),
    ]
)


def rows(first, last):
    ids = range(first, last)
    times = [START + datetime.timedelta(hours=i, microseconds=i) for i in ids]
    return pyarrow.table(
        {
            "id": ids,
            "name": [None if i % 7 == 0 else f"a/b {i % 3} é" for i in ids],
            "price": [decimal.Decimal(i).scaleb(-8) for i in ids],
            "signal": [None if i % 5 == 0 else float("inf") if i % 11 == 0 else i / 3 for i in ids],
            "live": [i % 2 == 0 for i in ids],
            "at": times,
            "day": [t.date() for t in times],
        },
        schema=SCHEMA,
    )


def main(path):
    write_deltalake(path, rows(0, 50), partition_by=["day", "name"])
    write_deltalake(path, rows(50, 80), mode="append")
    DeltaTable(path).delete("id < 9")
    (
        DeltaTable(path)
        .merge(rows(70, 90), "t.id = s.id", source_alias="s", target_alias="t")
        .when_matched_update({"signal": "-1.5"})
        .when_not_matched_insert_all()
        .execute()
    )
    DeltaTable(path).create_checkpoint()
    more = rows(90, 95).append_column("note", pyarrow.array(["n"] * 5))
    write_deltalake(path, more, mode="append", schema_mode="merge")
    DeltaTable(path).optimize.compact()
    print(DeltaTable(path).version())


main(*sys.argv[1:])
# The native threads of the packages sometimes abort the interpreter's orderly end; the answer is out.
sys.stdout.flush()
os._exit(0)
