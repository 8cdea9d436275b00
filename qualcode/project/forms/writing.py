"""What the sixth and seventh form brought: essays and their quotes, workshops, marks of names."""

from __future__ import annotations

# An essay's parts stand in the order of `place`, text that holds digits alone: between two there is always room, so
# that what two people put in apart moves nothing else. Nobody could make an essay before, and none had a style.
ESSAYS = """
DROP TABLE essay;
CREATE TABLE essay (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, about TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT 'essay', state TEXT NOT NULL DEFAULT 'outline',
  audience TEXT NOT NULL DEFAULT 'outside', style TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
  coder_id TEXT, created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE essay_part (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, essay_id TEXT NOT NULL, kind TEXT NOT NULL, words TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '', coder_id TEXT, created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE INDEX essay_part_essay ON essay_part (essay_id) WHERE deleted_at IS NULL;
CREATE TABLE essay_source (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, essay_id TEXT NOT NULL, document_id TEXT NOT NULL,
  coder_id TEXT, created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE used_in (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, quote_id TEXT NOT NULL, title TEXT NOT NULL,
  file TEXT NOT NULL DEFAULT '', used_on TEXT NOT NULL, coder_id TEXT, created_at TEXT NOT NULL,
  deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE INDEX used_in_quote ON used_in (quote_id) WHERE deleted_at IS NULL;
ALTER TABLE quote DROP COLUMN position;
ALTER TABLE quote ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE quote ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE quote ADD COLUMN answer_on TEXT;
ALTER TABLE quote ADD COLUMN answer_words TEXT NOT NULL DEFAULT '';
ALTER TABLE quote ADD COLUMN answer_sha256 TEXT;
CREATE INDEX quote_essay ON quote (essay_id) WHERE deleted_at IS NULL;
ALTER TABLE study ADD COLUMN quote_style TEXT NOT NULL DEFAULT '';
"""

# Only an opportunity has a state; it is raised until it is said to be something else. A line of a workshop's return
# stands in a document as a turn; what it answers is a quote, a coding or a memo.
WORKSHOPS = """
ALTER TABLE memo ADD COLUMN state TEXT NOT NULL DEFAULT 'raised';
ALTER TABLE memo ADD COLUMN state_why TEXT NOT NULL DEFAULT '';
ALTER TABLE memo ADD COLUMN state_on TEXT;
CREATE TABLE returned (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL, version_id TEXT NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, card TEXT NOT NULL DEFAULT '', on_table TEXT, on_id TEXT,
  votes INTEGER, created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL, CHECK (0 <= start AND start < stop)
) STRICT;
CREATE INDEX returned_document ON returned (document_id) WHERE deleted_at IS NULL;
CREATE INDEX returned_on ON returned (on_id) WHERE deleted_at IS NULL;
"""

# Names of the list by marks alone, written anew from the key file whenever that is there, so never journalled. The
# study’s own salt of the marks is the setting `name-salt`.
NAME_MARKS = """
CREATE TABLE name_mark (
  id TEXT PRIMARY KEY, digest TEXT NOT NULL, words INTEGER NOT NULL, replacement TEXT NOT NULL, document_id TEXT,
  person INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
"""

# How an attribute's values are told in print, wider than they are kept: see `participants.attributes.Wider`.
PRINTED = """
ALTER TABLE attribute ADD COLUMN printed_as TEXT NOT NULL DEFAULT '';
"""
