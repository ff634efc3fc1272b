"""Reads a file with what Python brings, and tells it as JSON: `csv` rows, of a log (`xes`) its traces with their
events, of a `docx` its paragraphs, of a `feed` its entries."""
import csv
import json
import sys
import xml.etree.ElementTree as tree
import zipfile

kind, path = sys.argv[1:]
if kind == "csv":
    # the mark of UTF-8 is taken away by the encoding that knows it
    with open(path, encoding="utf-8-sig", newline="") as file:
        print(json.dumps(list(csv.reader(file, strict=True))))
elif kind == "xes":
    space = "{http://www.xes-standard.org/}"
    own = lambda element: {
        child.get("key"): child.get("value") for child in element if child.tag not in (space + "event", space + "trace")
    }
    print(
        json.dumps(
            [
                {"trace": own(trace), "events": [own(event) for event in trace.findall(space + "event")]}
                for trace in tree.parse(path).getroot().findall(space + "trace")
            ]
        )
    )
elif kind == "docx":
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(path) as pack:
        assert pack.testzip() is None
        parts = {name: tree.fromstring(pack.read(name)) for name in pack.namelist() if name.endswith((".xml", ".rels"))}
    print(
        json.dumps(
            ["".join(text.text or "" for text in line.iter(word + "t")) for line in parts["word/document.xml"].iter(word + "p")]
        )
    )
elif kind == "feed":
    import feedparser

    feed = feedparser.parse(path)
    assert not feed.bozo, feed.bozo_exception
    print(json.dumps({"version": feed.version, "entries": [[entry.id, entry.title, entry.updated, entry.link] for entry in feed.entries]}))
