"""Reads entities, one JSON object a line, with the model of followthemoney, and tells what that does not take.

Run by the tests in a process of its own: its packages are no dependencies of ours, and lie in a folder apart.
"""

from __future__ import annotations

import json
import sys

from followthemoney import model
from followthemoney.exc import InvalidData

for line in sys.stdin:
    entity = json.loads(line)
    try:
        model.get(entity["schema"]).validate(entity)
    except InvalidData as error:
        print(entity["id"], "invalid", error.errors["properties"])  # noqa: T201
    # `cleaned=False` parses each value as that of a stranger, and drops what is not a date, country, address or entity
    kept = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
    given = entity["properties"]
    for name in given.keys() | kept.keys():
        values, left = set(given.get(name, ())), set(kept.get(name, ()))
        # addresses are written in its own way: a host gets a slash behind it
        if len(values) != len(left) if name == "sourceUrl" else values != left:
            print(entity["id"], "changed", name, values, left)  # noqa: T201
