"""Reads a Turtle and a JSON-LD file with rdflib and tells, as JSON, whether they say the same, and all that they say."""
import json
import sys

from rdflib import Graph, Literal
from rdflib.compare import isomorphic

turtle = Graph().parse(sys.argv[1], format="turtle")
linked = Graph().parse(sys.argv[2], format="json-ld")
print(
    json.dumps(
        {
            "same": isomorphic(turtle, linked),
            "triples": [
                {
                    "subject": str(subject),
                    "predicate": str(predicate),
                    "object": str(value),
                    "literal": isinstance(value, Literal),
                    "language": getattr(value, "language", None),
                    "datatype": str(value.datatype) if getattr(value, "datatype", None) else None,
                    "ill": bool(getattr(value, "ill_typed", False)),
                }
                for subject, predicate, value in turtle
            ],
        }
    )
)
