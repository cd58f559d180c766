#!/usr/bin/env python3
"""Holds YAML files against a JSON Schema: check_schema.py SCHEMA LIST

Each line of LIST is `accept PATH` or `reject PATH`. Prints every file for which the schema says otherwise.
Exit status: 0 all as listed, 1 some are not, 77 PyYAML or jsonschema is not installed.
"""
import json
import re
import sys

try:
    import yaml
    from jsonschema import Draft202012Validator
except ImportError as missing:
    print(missing)
    sys.exit(77)


class CoreLoader(yaml.SafeLoader):
    """Scalars as in the YAML 1.2 core schema: dates and `yes` are plain text, keys may be repeated."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if not tag.endswith((":timestamp", ":bool", ":int", ":float"))]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
yaml_patterns = {
    "bool": (r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    "int": (r"^[-+]?[0-9]+$", "-+0123456789"),
    "float": (r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
}
for kind, (pattern, first) in yaml_patterns.items():
    CoreLoader.add_implicit_resolver("tag:yaml.org,2002:" + kind, re.compile(pattern), list(first))


def main():
    schema_path, list_path = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as stream:
        schema = json.load(stream)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    wrong = 0
    with open(list_path, encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split(" ", 1) for line in stream]
    for expected, path in rows:
        with open(path, encoding="utf-8") as stream:
            document = yaml.load(stream, CoreLoader)
        errors = sorted(validator.iter_errors(document), key=lambda error: list(map(str, error.path)))
        found = "reject" if errors else "accept"
        if found != expected:
            wrong += 1
            print(f"{path}: expected {expected}, found {found}")
            for error in errors[:5]:
                print(f"  {'/'.join(map(str, error.path))}: {error.message[:200]}")
    return 1 if wrong else 0


sys.exit(main())
