#!/usr/bin/env python3
"""A filter of any length out of a shorter one, for `sekisho-bench lint`: copies of it that differ in where they are.

    bench/many_rules.py ../shared/data/acl/acl_10000.txt --rules 100000 >many.txt

Each copy but the first has another second octet in its longer prefixes (16 bits and more), so that its rules lie
beside those of the others and not on top of them. Rules stand in random order, the same for one seed; the first
N of them are printed.
"""

import argparse
import random
import re

PREFIX = re.compile(r"(\d+)\.(\d+)\.(\d+)\.(\d+)/(\d+)")


def moved(rule, copy):
    def shift(match):
        a, b, c, d, length = map(int, match.groups())
        if length >= 16:
            b = (b + 25 * copy) % 256
        return f"{a}.{b}.{c}.{d}/{length}"

    return PREFIX.sub(shift, rule)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--rules", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as file:
        rules = [line.rstrip("\n") for line in file if line.strip()]
    copies = -(-options.rules // len(rules))
    if copies > 10:
        parser.error("more than ten copies would lie on top of each other")
    many = [moved(rule, copy) for copy in range(copies) for rule in rules]
    random.Random(options.seed).shuffle(many)
    print("\n".join(many[: options.rules]))


if __name__ == "__main__":
    main()
