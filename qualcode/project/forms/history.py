"""What the second and third form brought: surveys, a shorter history, places that are no name, examples.

The only trigger lets the view `change`, which is the history as everybody reads it, be rewritten in place.
"""

from __future__ import annotations

SURVEYS = """
CREATE TABLE survey (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, source_name TEXT NOT NULL DEFAULT '',
  source_sha256 TEXT, sheet TEXT NOT NULL DEFAULT '', odd TEXT NOT NULL DEFAULT '[]',
  position INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE question (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, survey_id TEXT NOT NULL, place INTEGER NOT NULL,
  label TEXT NOT NULL, wording TEXT NOT NULL, routing TEXT NOT NULL DEFAULT '', asked_if TEXT NOT NULL DEFAULT '',
  attribute_id TEXT, none_words TEXT NOT NULL DEFAULT '[]', deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE INDEX question_survey ON question (survey_id, place);
CREATE TABLE sample (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, seed INTEGER NOT NULL, question_id TEXT,
  attribute_id TEXT, drawn_from INTEGER NOT NULL DEFAULT 0, strata TEXT NOT NULL DEFAULT '[]',
  documents TEXT NOT NULL DEFAULT '[]', created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
ALTER TABLE document ADD COLUMN question_id TEXT;
CREATE INDEX document_question ON document (question_id) WHERE question_id IS NOT NULL;
"""

# One large import repeated who did what and when in every row: a third of the file.
HISTORY = """
CREATE TABLE opening (
  num INTEGER PRIMARY KEY, device_id TEXT NOT NULL, scope TEXT NOT NULL, UNIQUE (device_id, scope)
) STRICT;
CREATE TABLE action (
  num INTEGER PRIMARY KEY, action_id TEXT NOT NULL, at TEXT NOT NULL, author TEXT, action TEXT NOT NULL, undoes TEXT
) STRICT;
CREATE TABLE journal (
  id INTEGER PRIMARY KEY, opening_num INTEGER NOT NULL, dseq INTEGER NOT NULL, action_num INTEGER NOT NULL,
  hlc TEXT NOT NULL, tbl TEXT NOT NULL, row_id TEXT NOT NULL, base_hlc TEXT, before TEXT, after TEXT,
  server_seq INTEGER, UNIQUE (opening_num, dseq)
) STRICT;
INSERT INTO opening (device_id, scope) SELECT device_id, scope FROM change GROUP BY device_id, scope ORDER BY min(id);
INSERT INTO action SELECT min(id), action_id, at, author, action, undoes FROM change
  GROUP BY action_id, at, author, action, undoes;
INSERT INTO journal SELECT c.id, o.num, c.dseq, a.num, c.hlc, c.tbl, c.row_id, c.base_hlc, c.before, c.after,
  c.server_seq FROM change c JOIN opening o ON o.device_id = c.device_id AND o.scope = c.scope
  JOIN action a ON a.action_id = c.action_id AND a.at = c.at AND a.author IS c.author AND a.action = c.action
  AND a.undoes IS c.undoes ORDER BY c.id;
DROP TABLE change;
CREATE INDEX action_id ON action (action_id);
CREATE INDEX journal_row ON journal (tbl, row_id);
CREATE INDEX journal_action ON journal (action_num);
CREATE VIEW change AS
  SELECT j.id, o.device_id, j.dseq, j.hlc, a.at, a.author, o.scope, a.action_id, a.action, a.undoes, j.tbl, j.row_id,
    j.base_hlc, j.before, j.after, j.server_seq
  FROM journal j LEFT JOIN action a ON a.num = j.action_num LEFT JOIN opening o ON o.num = j.opening_num;
CREATE TRIGGER change_rewritten INSTEAD OF UPDATE OF action, before, after ON change BEGIN
  UPDATE action SET action = NEW.action WHERE num = (SELECT action_num FROM journal WHERE id = OLD.id);
  UPDATE journal SET before = NEW.before, after = NEW.after WHERE id = OLD.id;
END;
"""

# Places that are no name were once kept as links of no memo; the history is told the same way as the tables.
LEFT_AS_SAID = """
CREATE TABLE left_as_said (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL, version_id TEXT NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL,
  CHECK (0 <= start AND start < stop)
) STRICT;
CREATE INDEX left_as_said_document ON left_as_said (document_id);
INSERT INTO left_as_said (id, document_id, version_id, start, stop, created_at, deleted_at, hlc)
  SELECT l.id, l.on_id, l.version_id, l.start, l.stop, coalesce((SELECT a.at FROM journal j
    JOIN action a ON a.num = j.action_num WHERE j.tbl = 'memo_link' AND j.row_id = l.id ORDER BY j.id LIMIT 1), ''),
    l.deleted_at, l.hlc
  FROM memo_link l WHERE l.memo_id = '' AND l.on_table = 'no name' ORDER BY l.num;
UPDATE journal SET after = json_set(json_remove(after, '$.memo_id', '$.on_table', '$.on_id'),
    '$.document_id', json_extract(after, '$.on_id'),
    '$.created_at', (SELECT created_at FROM left_as_said WHERE id = journal.row_id))
  WHERE tbl = 'memo_link' AND before IS NULL AND row_id IN (SELECT id FROM left_as_said);
UPDATE journal SET tbl = 'left_as_said' WHERE tbl = 'memo_link' AND row_id IN (SELECT id FROM left_as_said);
DELETE FROM memo_link WHERE id IN (SELECT id FROM left_as_said);
"""

# Where the words of examples in the codebook were taken from: they go when somebody withdraws.
EXAMPLES = """
CREATE TABLE code_example (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code_id TEXT NOT NULL, document_id TEXT NOT NULL,
  version_id TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, created_at TEXT NOT NULL,
  deleted_at TEXT, hlc TEXT NOT NULL, CHECK (0 <= start AND start < stop)
) STRICT;
"""
