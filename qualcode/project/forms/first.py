"""The tables of the first form, those of a study that was coded.

No trigger keeps the search tables: with `trusted_schema` off SQLite refuses FTS5 inside them, so edits do.
"""

from __future__ import annotations

FIRST = """
CREATE TABLE study (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, question TEXT NOT NULL DEFAULT '',
  dates TEXT NOT NULL DEFAULT '', team TEXT NOT NULL DEFAULT '', funder TEXT NOT NULL DEFAULT '',
  ethics TEXT NOT NULL DEFAULT '', destroy_by TEXT, language TEXT NOT NULL DEFAULT 'english',
  unit TEXT NOT NULL DEFAULT 'sentence', created_at TEXT NOT NULL, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE coder (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created_at TEXT NOT NULL,
  deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE document (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, title TEXT, kind TEXT NOT NULL,
  date TEXT, reading_state TEXT NOT NULL DEFAULT 'new', lead_coder TEXT, for_coder TEXT,
  consent TEXT, consent_until TEXT, consent_words TEXT NOT NULL DEFAULT '',
  attributes TEXT NOT NULL DEFAULT '{}',
  reference TEXT NOT NULL DEFAULT '{}',
  pages TEXT NOT NULL DEFAULT '[]',
  source_path TEXT, source_sha256 TEXT, version_id TEXT NOT NULL, position INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE INDEX document_source ON document (source_sha256);
CREATE TABLE text (sha256 TEXT PRIMARY KEY, words TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE text_version (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL, number INTEGER NOT NULL,
  parent_id TEXT, sha256 TEXT NOT NULL,
  splices TEXT NOT NULL DEFAULT '[]',
  turns TEXT NOT NULL DEFAULT '[]',
  sentences TEXT NOT NULL DEFAULT '[]',
  created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE INDEX text_version_document ON text_version (document_id);
CREATE TABLE turn (
  num INTEGER PRIMARY KEY, version_id TEXT NOT NULL, document_id TEXT NOT NULL, number INTEGER NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, speaker_id TEXT, millis INTEGER
) STRICT;
CREATE INDEX turn_place ON turn (version_id, start);
CREATE TABLE speaker (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL, label TEXT NOT NULL,
  participant_id TEXT, is_interviewer INTEGER NOT NULL DEFAULT 0,
  deleted_at TEXT, hlc TEXT NOT NULL,
  CHECK (NOT (is_interviewer AND participant_id IS NOT NULL))
) STRICT;
CREATE INDEX speaker_document ON speaker (document_id);
CREATE INDEX speaker_participant ON speaker (participant_id);
CREATE TABLE participant (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, pseudonym TEXT NOT NULL, source_id TEXT,
  note TEXT NOT NULL DEFAULT '', consent TEXT NOT NULL DEFAULT 'not recorded', consent_until TEXT,
  consent_words TEXT NOT NULL DEFAULT '',
  attributes TEXT NOT NULL DEFAULT '{}',
  created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE attribute (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, applies_to TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'text', choices TEXT NOT NULL DEFAULT '[]',
  printable INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0,
  deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE code (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, parent_id TEXT, is_area INTEGER NOT NULL DEFAULT 0,
  idx TEXT NOT NULL DEFAULT '', name TEXT NOT NULL, definition TEXT NOT NULL DEFAULT '',
  use_when TEXT NOT NULL DEFAULT '', do_not_use_when TEXT NOT NULL DEFAULT '',
  example TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'agreed',
  in_totals INTEGER NOT NULL DEFAULT 1, colour TEXT, position INTEGER NOT NULL DEFAULT 0,
  wording_id TEXT NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE coding (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL,
  version_id TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
  code_id TEXT NOT NULL, coder_id TEXT NOT NULL, against INTEGER NOT NULL DEFAULT 0,
  wording_id TEXT NOT NULL, round_id TEXT, created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL,
  current_start INTEGER NOT NULL DEFAULT 0, current_stop INTEGER NOT NULL DEFAULT 0,
  turn_number INTEGER, speaker_id TEXT, long_id TEXT,
  CHECK (0 <= start AND start < stop)
) STRICT;
CREATE INDEX coding_document ON coding (document_id, current_start);
CREATE INDEX coding_live ON coding (code_id, document_id, coder_id) WHERE deleted_at IS NULL;
CREATE INDEX coding_live_document ON coding (document_id, code_id) WHERE deleted_at IS NULL;
CREATE INDEX coding_short_id ON coding (substr(id, -10));
CREATE INDEX coding_long_id ON coding (long_id) WHERE long_id IS NOT NULL;
CREATE INDEX coding_code ON coding (code_id, document_id, current_start);
CREATE TABLE memo (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL DEFAULT 'idea',
  title TEXT NOT NULL DEFAULT '', body TEXT NOT NULL, coder_id TEXT, created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL, position INTEGER NOT NULL DEFAULT 0, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE memo_link (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, memo_id TEXT NOT NULL, on_table TEXT NOT NULL,
  on_id TEXT NOT NULL, version_id TEXT, start INTEGER, stop INTEGER, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE INDEX memo_link_target ON memo_link (on_id);
CREATE INDEX memo_link_memo ON memo_link (memo_id);
CREATE TABLE quote (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL, version_id TEXT NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL,
  trim TEXT NOT NULL DEFAULT '[]', essay_id TEXT,
  position INTEGER NOT NULL DEFAULT 0, coder_id TEXT, created_at TEXT NOT NULL, deleted_at TEXT,
  hlc TEXT NOT NULL, CHECK (0 <= start AND start < stop)
) STRICT;
CREATE INDEX quote_document ON quote (document_id);
CREATE TABLE essay (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'draft',
  audience TEXT NOT NULL DEFAULT 'team', outline TEXT NOT NULL DEFAULT '[]',
  position INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE summary (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, participant_id TEXT, document_id TEXT,
  code_id TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'summarised',
  excerpts TEXT NOT NULL DEFAULT '[]', coder_id TEXT,
  created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE theme (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, claim TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'in the making', position INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE theme_link (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, theme_id TEXT NOT NULL, on_table TEXT NOT NULL,
  on_id TEXT NOT NULL, against INTEGER NOT NULL DEFAULT 0, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE round (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'open',
  coders TEXT NOT NULL DEFAULT '[]',
  documents TEXT NOT NULL DEFAULT '[]',
  created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE agreed (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, round_id TEXT NOT NULL, document_id TEXT NOT NULL,
  coding_id TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE INDEX agreed_document ON agreed (document_id);
CREATE INDEX agreed_coding ON agreed (coding_id);
CREATE TABLE pin (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, coder_id TEXT NOT NULL, code_id TEXT NOT NULL,
  slot INTEGER NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;

CREATE TABLE session (
  id TEXT PRIMARY KEY, machine TEXT NOT NULL, coder_id TEXT, program_version TEXT NOT NULL,
  opened_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE place (
  coder_id TEXT NOT NULL, document_id TEXT NOT NULL, version_id TEXT NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (coder_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE change (
  id INTEGER PRIMARY KEY, device_id TEXT NOT NULL, dseq INTEGER NOT NULL, hlc TEXT NOT NULL,
  at TEXT NOT NULL, author TEXT, scope TEXT NOT NULL DEFAULT 'study', action_id TEXT NOT NULL,
  action TEXT NOT NULL, undoes TEXT, tbl TEXT NOT NULL, row_id TEXT NOT NULL, base_hlc TEXT,
  before TEXT, after TEXT, server_seq INTEGER, UNIQUE (device_id, scope, dseq)
) STRICT;
CREATE INDEX change_row ON change (tbl, row_id);
CREATE INDEX change_action ON change (action_id);

CREATE VIEW coding_seen AS
  SELECT coding.* FROM coding
  JOIN document ON document.id = coding.document_id AND document.deleted_at IS NULL
  JOIN code ON code.id = coding.code_id AND code.deleted_at IS NULL
  WHERE coding.deleted_at IS NULL;
CREATE VIEW coding_counted AS
  SELECT seen.* FROM coding_seen AS seen JOIN document ON document.id = seen.document_id
  WHERE CASE
    WHEN EXISTS (SELECT 1 FROM agreed WHERE document_id = seen.document_id AND deleted_at IS NULL)
    THEN EXISTS (SELECT 1 FROM agreed WHERE coding_id = seen.id AND deleted_at IS NULL)
    ELSE document.lead_coder IS NULL OR document.lead_coder = seen.coder_id END;

CREATE VIEW turn_words AS
  SELECT turn.num, substr(text.words, turn.start + 1, turn.stop - turn.start) AS words
  FROM turn JOIN text_version ON text_version.id = turn.version_id
  JOIN text ON text.sha256 = text_version.sha256;
CREATE VIRTUAL TABLE turn_search USING fts5 (words, content='turn_words', content_rowid='num',
  tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE memo_search USING fts5 (title, body);
CREATE VIRTUAL TABLE code_search USING fts5 (name, definition, use_when, do_not_use_when, example);
"""
