#!/usr/bin/env python3
"""Draws time and memory against size as SVG, from the CSV that `sekisho-bench ... --csv` prints.

    bench/plot.py --x rules --x-label 'rules of the filter' -o OUT.svg 'full layout=acl.csv' ...

Each LABEL=FILE is a line. A file is the output of any number of runs, one after the other: a line of names
and a line of values each. Runs of one size are one point, at their median, with a whisker from the least to
the greatest. Both axes are logarithmic. The same files give the same SVG, byte for byte.
"""

import argparse
import csv
import html
import math
import statistics
import sys
from collections import defaultdict

WIDTH, HEIGHT = 860, 370
PANEL_WIDTH, PANEL_HEIGHT = 320, 250
PANEL_TOP = 60
PANEL_LEFTS = (80, 500)
COLOURS = ("#1b6ca8", "#c0392b", "#2e7d32", "#8e44ad", "#b9770e")
MARKERS = ("circle", "square", "diamond", "triangle", "cross")
STYLE = """
  text { font: 12px sans-serif; fill: #222 }
  .title { font-size: 14px; font-weight: bold }
  .axis { stroke: #222; stroke-width: 1; fill: none }
  .grid { stroke: #ddd; stroke-width: 1 }
  .line { stroke-width: 1.8; fill: none }
  .whisker { stroke-width: 1.2 }
"""


def read_runs(path):
    """The rows of all runs in the file, as dictionaries; each run has its own line of names."""
    runs, names = [], None
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.reader(file):
            if not row:
                continue
            if names is None or not is_number(row[0]):
                names = row
            elif len(row) != len(names):
                sys.exit(f"{path}: {len(row)} values under {len(names)} names")
            else:
                runs.append(dict(zip(names, row)))
    if not runs:
        sys.exit(f"{path}: no runs")
    return runs


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


def points_of(runs, x, y, scale):
    """(x, least, median, greatest) by x."""
    by_x = defaultdict(list)
    for run in runs:
        by_x[float(run[x])].append(float(run[y]) * scale)
    return [(at, min(values), statistics.median(values), max(values)) for at, values in sorted(by_x.items())]


class LogAxis:
    """Places values between powers of ten along pixels."""

    def __init__(self, values, first_pixel, last_pixel):
        low = math.floor(math.log10(min(values)) + 1e-9)
        high = max(math.ceil(math.log10(max(values)) - 1e-9), low + 1)
        self.decades = range(low, high + 1)
        self.low, self.span = low, high - low
        self.first, self.last = first_pixel, last_pixel

    def place(self, value):
        return self.first + (math.log10(value) - self.low) / self.span * (self.last - self.first)


def power_label(exponent):
    """10^exponent as people write it."""
    if 0 <= exponent <= 6:
        return f"{10 ** exponent:,}"
    if -4 <= exponent < 0:
        return f"{10.0 ** exponent:.{-exponent}f}"
    return f"1e{exponent}"


def marker(kind, x, y, colour):
    shapes = {
        "square": f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z",
        "diamond": f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z",
        "triangle": f"M{x:.1f} {y - 5:.1f}l5 9h-10z",
        "cross": f"M{x - 5:.1f} {y - 1.5:.1f}h10v3h-10z",
    }
    if kind == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    return f'<path d="{shapes[kind]}" fill="{colour}"/>'


def draw_panel(left, title, x_label, series):
    """One diagram; `series` is a list of lists of points."""
    bottom, right = PANEL_TOP + PANEL_HEIGHT, left + PANEL_WIDTH
    points = [point for of_line in series for point in of_line]
    x_axis = LogAxis([p[0] for p in points], left, right)
    y_axis = LogAxis([v for p in points for v in p[1:]], bottom, PANEL_TOP)
    out = [f'<text class="title" x="{left}" y="{PANEL_TOP - 14}">{html.escape(title)}</text>']
    for exponent in x_axis.decades:
        x = x_axis.place(10.0**exponent)
        out.append(f'<line class="grid" x1="{x:.1f}" y1="{PANEL_TOP}" x2="{x:.1f}" y2="{bottom}"/>')
        out.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{power_label(exponent)}</text>')
    for exponent in y_axis.decades:
        y = y_axis.place(10.0**exponent)
        out.append(f'<line class="grid" x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        out.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{power_label(exponent)}</text>')
    out.append(f'<path class="axis" d="M{left} {PANEL_TOP}V{bottom}H{right}"/>')
    middle = (left + right) / 2
    out.append(f'<text x="{middle:.1f}" y="{bottom + 40}" text-anchor="middle">{html.escape(x_label)}</text>')
    for index, of_line in enumerate(series):
        out += draw_line(of_line, x_axis, y_axis, index)
    return out


def draw_line(points, x_axis, y_axis, index):
    colour, kind = COLOURS[index % len(COLOURS)], MARKERS[index % len(MARKERS)]
    places = [(x_axis.place(x), *(y_axis.place(v) for v in values)) for x, *values in points]
    path = "L".join(f"{x:.1f} {median:.1f}" for x, _, median, _ in places)
    out = [f'<path class="line" stroke="{colour}" d="M{path}"/>']
    for x, least, median, greatest in places:
        out.append(f'<line class="whisker" stroke="{colour}" x1="{x:.1f}" y1="{least:.1f}" x2="{x:.1f}" y2="{greatest:.1f}"/>')
        out.append(marker(kind, x, median, colour))
    return out


def draw_legend(labels):
    out, x = [], PANEL_LEFTS[0]
    for index, label in enumerate(labels):
        colour = COLOURS[index % len(COLOURS)]
        out.append(f'<line class="line" stroke="{colour}" x1="{x}" y1="18" x2="{x + 26}" y2="18"/>')
        out.append(marker(MARKERS[index % len(MARKERS)], x + 13, 18, colour))
        out.append(f'<text x="{x + 34}" y="22">{html.escape(label)}</text>')
        x += 60 + 7 * len(label)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", nargs="+", metavar="LABEL=FILE")
    parser.add_argument("--x", required=True, help="the column of the size")
    parser.add_argument("--x-label", help="what the size is")
    parser.add_argument("--seconds", default="seconds", help="the column of the time (default: seconds)")
    parser.add_argument("--time-label", default="time, seconds", help="the title above the time")
    parser.add_argument("--bytes", default="peak_bytes", help="the column of the memory (default: peak_bytes)")
    parser.add_argument("-o", required=True, metavar="OUT.svg")
    options = parser.parse_args()

    lines = [line.partition("=") for line in options.lines]
    runs = [read_runs(path) for _, _, path in lines]
    x_label = options.x_label or options.x
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *draw_legend([label for label, _, _ in lines]),
        *draw_panel(PANEL_LEFTS[0], options.time_label, x_label, [points_of(r, options.x, options.seconds, 1) for r in runs]),
        *draw_panel(PANEL_LEFTS[1], "peak memory, MB", x_label, [points_of(r, options.x, options.bytes, 1e-6) for r in runs]),
        "</svg>",
    ]
    with open(options.o, "w", encoding="utf-8") as file:
        file.write("\n".join(svg) + "\n")


if __name__ == "__main__":
    main()
