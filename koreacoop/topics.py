"""Help on what no single command explains: ``koreacoop help TOPIC``."""

from __future__ import annotations

EXIT_CODES = """\
0    supported; found; clean
1    something is contradicted; nothing was found; a fact pack has problems
2    the job could not be done: usage, unreadable input, a broken fact pack, an internal error
3    nothing is contradicted, but something is unknown (check; scan only with --fail-on unknown)
130  interrupted
141  the reader closed the pipe

check --exit-zero and scan --exit-zero give 0 whatever the verdicts are; 2 stays 2. What a comment suppresses or a
baseline holds makes no exit code. A file that scan cannot read does not stop the others, and gives 2 at the end. bulk
gives 0 whatever the verdicts are, and 2 if a partition could not be done, or not one row judged. Exit codes do not
depend on the format.
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

scan has besides:
--format line         path:line:column: severity: CODE: message [fact ids]
--format sarif        SARIF 2.1.0; contradicted is fail, unknown open, supported pass
--format github       annotations of GitHub Actions
--format markdown     a report to post
--format html         the article with its sentences marked and the evidence beside them: the good way to read Arabic
--format csv          a row a finding
--format claimreview  schema.org JSON-LD of what is decided; needs --review-url and --review-author
Lines, columns and offsets are of the file, in code points, columns from 1, ends exclusive. --show all tells of
supported and unknown sentences too; html shows them in any case.

export has json, jsonl and csv (a row a citation). Offsets are code points of the source's text, the end exclusive.
Letters are never escaped, reshaped or reversed: Arabic is in logical order in every format.

bulk writes JSON Lines or Parquet (--output-format), the columns of the input and besides:
  claims     language, verdict, reason, assumed, unread, parts, evidence: as check --format jsonl
  documents  (--documents) a row a sentence: row, sentence, judged, start, end, line, column, language, verdict, code,
             message, facts, findings, evidence
A column of the input of such a name comes back as given_NAME. Rows that cannot be read are in DIR/_rejected.

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

SUPPRESSIONS = """\
Comments of the document say what scan passes over. In Markdown and HTML:

  <!-- koreacoop:ignore[KC101] a reason -->             the sentences on the comment's own line
  <!-- koreacoop:ignore-next-line[KC101] a reason -->   those on the next line with text
  <!-- koreacoop:disable[KC101] a reason -->            those from here on ...
  <!-- koreacoop:enable[KC101] -->                      ... up to here, or to the end
  <!-- koreacoop:ignore-file[KC101] a reason -->        all of the file

In plain text the comment stands on a line of its own or at the end of one, after #, //, %, .. or in <!-- -->. In the
brackets stand codes, beginnings of codes (KC1) or ids of facts, parted by commas; there is no comment for everything.
[sic] in or right after a sentence passes over what is contradicted in it.

A suppression that suppresses nothing is KC001, one that cannot be used KC002. scan --no-ignores takes no notice of any.

A baseline passes over what was there when it was written: scan --write-baseline FILE, then scan --baseline FILE. It
counts by file, code and sentence, so that moved text stays known, and one more of the same is new.
"""

CONFIGURATION = """\
scan reads the nearest koreacoop.toml, .koreacoop.toml, or pyproject.toml with [tool.koreacoop], from the working folder
up to the root of the repository. Options and variables go before it. koreacoop config shows what holds, and from where.

  facts = ["facts"]           fact packs instead of the shipped one
  lang = "ko"                 the language of recorded wordings; the sentence's own if left out
  format = "github"           as --format
  show = "unknown"            contradicted (the default), unknown, all
  fail-on = "never"           contradicted (the default), unknown, never
  ignore = ["KC109"]          codes, or beginnings of codes, that are not told of
  exclude = ["drafts/"]       files and folders not walked into, as in .gitignore
  baseline = "known.json"     a baseline
  block-quotes = true         judge block quotes too
  encoding = "cp1256"         of all files, if it is not UTF-8
  workers = 2                 processes; 0: as many as it pays

Paths and patterns are relative to the file they stand in. An unknown key is an error.
"""

ENVIRONMENT = """\
KOREACOOP_FACTS        fact packs, as --facts; several are parted as in PATH
KOREACOOP_FORMAT       as --format; KOREACOOP_SCAN_FORMAT is that of scan
KOREACOOP_LANG         as --lang
KOREACOOP_COLOR        as --color
KOREACOOP_CONFIG       as --config of scan
KOREACOOP_DEBUG        if set, an internal error shows where it happened
NO_COLOR               if set, no colour; FORCE_COLOR and CLICOLOR_FORCE, if set, colour in a pipe too

An option goes before its variable. For colour, what speaks first of --color, NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE,
TERM=dumb and whether standard output is a terminal.
"""

TOPICS = {
    "exit-codes": EXIT_CODES,
    "formats": FORMATS,
    "verdicts": VERDICTS,
    "suppressions": SUPPRESSIONS,
    "configuration": CONFIGURATION,
    "environment": ENVIRONMENT,
}


def codes() -> str:
    """All codes of scan, a line each."""
    from koreacoop.codes import CODES

    rows = (f"{code.id}  {code.name:<22} {code.severity.value:<8} {code.summary}" for code in CODES.values())
    return "\n".join(rows) + "\n"


def topic(name: str) -> str | None:
    """The help on a topic or a code; ``None`` if there is none."""
    from koreacoop.codes import CODES, explain

    if name == "codes":
        return codes()
    code = CODES.get(name.upper())
    return explain(code) if code else TOPICS.get(name)
