# SPDX-License-Identifier: Apache-2.0
"""The folder of an example: a picture that its README.md shows, and the figures of its commands in expected.json:

  {"answers": [{"command": "heliofab cell film.yaml", "figures": {"efficiency": {"value": 0.1179, "relative": 0.005}}}]}

A command is run with --json, behind those of the document; where `file` stands in its place, that is what one of them wrote.
A figure is named by its keys, `aperture_efficiency.median`, or places in a list, `stations.1.oee`. `relative` is the share
of itself by which a number may differ; text is equal.
"""
import json
import math

DIGITS = 5  # of a value that is written


def find(answer, name):
    """The figure of that name; KeyError when there is none."""
    for key in name.split("."):
        try:
            answer = answer[int(key) if isinstance(answer, list) else key]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise KeyError(name) from error
    return answer


def is_met(figure, now):
    wanted = figure["value"]
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        return isinstance(now, (int, float)) and math.isclose(now, wanted, rel_tol=figure["relative"])
    return now == wanted


def rounded(now):
    return float(f"{now:.{DIGITS}g}") if isinstance(now, float) else now


def written(content):
    """JSON with a figure a line."""
    def answer(each):
        source = "command" if "command" in each else "file"
        figures = ",\n".join(f"        {json.dumps(name)}: {json.dumps(figure)}" for name, figure in each["figures"].items())
        return (f'    {{\n      "{source}": {json.dumps(each[source], ensure_ascii=False)},\n'
                f'      "figures": {{\n{figures}\n      }}\n    }}')
    return '{\n  "answers": [\n' + ",\n".join(map(answer, content["answers"])) + "\n  ]\n}\n"


def answer_of(each, scratch, run):
    """JSON that a command prints or has written."""
    if "file" in each:
        return json.loads((scratch / each["file"]).read_text())
    words, mark, exit_code = each["command"].partition(" #")
    return json.loads("\n".join(run(f"{words} --json{mark}{exit_code}")))


def check_figures(each, answer, is_check):
    """What differs; without is_check nothing, and the values are those of the answer."""
    source = each.get("command") or each["file"]
    for name, figure in each["figures"].items():
        try:
            now = find(answer, name)
        except KeyError:
            yield f"{source}: has no figure {name}"
            continue
        if not is_check:
            figure["value"] = rounded(now)
        elif not is_met(figure, now):
            yield f"{source}: {name} is {now}, expected {figure}"


def check(readme, pictures, scratch, run, is_check):
    """What is wrong with the example of a README.md that shows these pictures and was run in this folder."""
    folder = readme.parent
    problems = [] if pictures else ["shows no picture of its folder"]
    problems += [f"shows {name}, which is not there" for name in pictures if not (folder / name).exists()]
    file = folder / "expected.json"
    if not file.exists():
        return [*problems, "has no expected.json beside it"]
    content = json.loads(file.read_text())
    if not all(each["figures"] for each in content["answers"]) or not content["answers"]:
        problems.append("expects no figure")
    for each in content["answers"]:
        try:
            problems += check_figures(each, answer_of(each, scratch, run), is_check)
        except (RuntimeError, OSError) as error:
            problems.append(str(error))
    if not is_check:
        file.write_text(written(content))
    return problems
