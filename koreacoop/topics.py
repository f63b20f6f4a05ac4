"""Help on what no single command explains: ``koreacoop help TOPIC``."""

from __future__ import annotations

EXIT_CODES = """\
0    supported; found; clean
1    something is contradicted; nothing was found; a fact pack has problems
2    the job could not be done: usage, unreadable input, a broken fact pack, an internal error
3    nothing is contradicted, but something is unknown (check)
130  interrupted
141  the reader closed the pipe

check --exit-zero gives 0 whatever the verdicts are; 2 stays 2. Exit codes do not depend on the format.
"""

FORMATS = """\
--format auto    text on a terminal, line in a pipe (the default)
--format text    for people: headings, quotations on lines of their own; on a terminal with tables
--format line    one record a line, fields parted by tabs:
                   check     verdict, claim, reason, ids of the deciding facts
                   lookup    id, kind, names; then a line a fact: id, date, wording
                   timeline  date, fact id, wording
                   search    fact id, date, wording; or source:start-end, nothing, sentence
                   sources   id, file, title, what dates it, number of citations
                   validate  path: record: code: message
--format json    one object: {"schema": "koreacoop/check/v1", "results": [...]}; also --json
--format jsonl   one object a line, printed as soon as it is there

export has json, jsonl and csv (a row a citation). Offsets are code points of the source's text, the end exclusive.
Letters are never escaped, reshaped or reversed: Arabic is in logical order in every format.

--input-format lines   one claim a line, blank lines skipped (the default)
--input-format jsonl   an object a line with a string "claim" (check) or "text" (read); its other fields come back
--input-format nul     claims parted by NUL, so that one may hold line breaks
"""

VERDICTS = """\
supported      every assertion of the claim is recorded, or follows from what is recorded
contradicted   an assertion cannot be true if the sources are right
unknown        everything else; the sources are silent, or the claim was not wholly understood

Verdicts are about what the sources of the pack say, not about what is so. A claim without a subject is about the
subject of most facts. One contradicted part makes a claim contradicted; else one unknown part makes it unknown.

An unknown gives its reason:
  not-understood         words that nothing is known of
  no-such-entity         nothing is recorded of what the claim names
  no-such-relation       nothing recorded says this of it
  value-not-recorded     a detail that no fact gives
  outside-recorded-time  recorded, but not for this time
  not-a-claim            the text asserts nothing that can be checked, or is far longer than a sentence

check --explain shows how each word was read and what decided it; read shows the reading alone.
"""

ENVIRONMENT = """\
KOREACOOP_FACTS    fact packs, as --facts; several are parted as in PATH
KOREACOOP_FORMAT   as --format
KOREACOOP_LANG     as --lang
KOREACOOP_COLOR    as --color
KOREACOOP_DEBUG    if set, an internal error shows where it happened
NO_COLOR           if set, no colour; FORCE_COLOR and CLICOLOR_FORCE, if set, colour in a pipe too

An option goes before its variable. For colour, what speaks first of --color, NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE,
TERM=dumb and whether standard output is a terminal.
"""

TOPICS = {"exit-codes": EXIT_CODES, "formats": FORMATS, "verdicts": VERDICTS, "environment": ENVIRONMENT}
