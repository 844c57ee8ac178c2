"""Reads a stream of YAML documents with PyYAML or ruamel.yaml and prints each as a line of JSON.

Usage: read.py c|python|ruamel < documents.yaml
"""

import json
import sys

import yaml
from ruamel.yaml import YAML

READERS = {
    # libyaml, which most programs use for speed.
    'c': lambda stream: yaml.load_all(stream, Loader=yaml.CLoader),
    # The loader in Python, another implementation: yaml.safe_load is this one.
    'python': lambda stream: yaml.load_all(stream, Loader=yaml.Loader),
    # YAML 1.2.
    'ruamel': lambda stream: YAML(typ='safe', pure=True).load_all(stream),
}

stream = sys.stdin.buffer.read().decode('utf-8')
for document in READERS[sys.argv[1]](stream):
    # What is no JSON, a date for example, is a mistake that the comparison shall see.
    print(json.dumps(document, default=repr))
