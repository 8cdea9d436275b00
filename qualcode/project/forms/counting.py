"""What the fourth and fifth form brought: charts, themes and questions, and what is counted, quickly."""

from __future__ import annotations

# A summary may be of a group, or of no code: a portrait. It says what it rests on, so that one can see what changed.
CHARTS = """
ALTER TABLE summary RENAME TO summary_before;
CREATE TABLE summary (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  participant_id TEXT, document_id TEXT, attribute_id TEXT, value TEXT,
  code_id TEXT, body TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'summarised',
  excerpts TEXT NOT NULL DEFAULT '[]',
  basis TEXT NOT NULL DEFAULT '{}',
  coder_id TEXT, changed_by TEXT, created_at TEXT NOT NULL, changed_at TEXT NOT NULL DEFAULT '',
  deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
INSERT INTO summary (num, id, participant_id, document_id, code_id, body, state, excerpts, coder_id, created_at,
  deleted_at, hlc)
  SELECT num, id, participant_id, document_id, code_id, body, state, excerpts, coder_id, created_at, deleted_at, hlc
  FROM summary_before;
DROP TABLE summary_before;
CREATE INDEX summary_code ON summary (code_id) WHERE deleted_at IS NULL;
CREATE INDEX summary_participant ON summary (participant_id) WHERE deleted_at IS NULL;
ALTER TABLE theme ADD COLUMN merged_into_id TEXT;
ALTER TABLE theme ADD COLUMN split_from_id TEXT;
ALTER TABLE theme ADD COLUMN coder_id TEXT;
ALTER TABLE theme ADD COLUMN changed_at TEXT NOT NULL DEFAULT '';
ALTER TABLE theme_link ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE theme_link ADD COLUMN coder_id TEXT;
ALTER TABLE theme_link ADD COLUMN created_at TEXT NOT NULL DEFAULT '';
CREATE INDEX theme_link_theme ON theme_link (theme_id) WHERE deleted_at IS NULL;
CREATE INDEX theme_link_on ON theme_link (on_id) WHERE deleted_at IS NULL;
ALTER TABLE study ADD COLUMN stop_words TEXT NOT NULL DEFAULT '';
CREATE TABLE saved_question (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, words TEXT NOT NULL, coder_id TEXT,
  created_at TEXT NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
CREATE TABLE wanted (
  num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, attribute_id TEXT NOT NULL, value TEXT NOT NULL,
  other_attribute_id TEXT, other_value TEXT, number INTEGER NOT NULL, deleted_at TEXT, hlc TEXT NOT NULL
) STRICT;
"""

# What is left out is looked up, mostly nothing, where what is seen was: 23 ms for 100,000 codings, 240 before.
VIEWS = """
DROP VIEW coding_counted;
DROP VIEW coding_seen;
CREATE INDEX document_removed ON document (id) WHERE deleted_at IS NOT NULL;
CREATE INDEX document_led ON document (id, lead_coder) WHERE lead_coder IS NOT NULL;
CREATE INDEX code_removed ON code (id) WHERE deleted_at IS NOT NULL;
DROP INDEX coding_live;
DROP INDEX coding_live_document;
CREATE INDEX coding_live ON coding (code_id, document_id, coder_id, current_start, current_stop)
  WHERE deleted_at IS NULL;
CREATE INDEX coding_live_document ON coding (document_id, code_id, current_start, current_stop)
  WHERE deleted_at IS NULL;
CREATE VIEW coding_seen AS
  SELECT coding.* FROM coding WHERE coding.deleted_at IS NULL
  AND coding.document_id NOT IN (SELECT id FROM document WHERE deleted_at IS NOT NULL)
  AND coding.code_id NOT IN (SELECT id FROM code WHERE deleted_at IS NOT NULL);
CREATE VIEW coding_counted AS
  SELECT seen.* FROM coding_seen AS seen WHERE CASE
    WHEN seen.document_id IN (SELECT document_id FROM agreed WHERE deleted_at IS NULL)
    THEN seen.id IN (SELECT coding_id FROM agreed WHERE deleted_at IS NULL)
    WHEN seen.document_id IN (SELECT id FROM document WHERE lead_coder IS NOT NULL)
    THEN seen.coder_id = (SELECT lead_coder FROM document WHERE id = seen.document_id AND lead_coder IS NOT NULL)
    ELSE 1 END;
"""

# What people said who withdrew is looked up once, mostly nothing: 1 ms more for 100,000 codings. All that counting
# needs of a coding is in one index, in the order it is counted: 115 ms for 100,000, 300 where rows are read.
COUNTED = """
DROP INDEX coding_live_document;
CREATE INDEX coding_live_document
  ON coding (document_id, code_id, current_start, current_stop, against, speaker_id, coder_id)
  WHERE deleted_at IS NULL;
CREATE INDEX participant_withdrawn ON participant (id) WHERE consent = 'withdrawn';
CREATE INDEX document_consent_withdrawn ON document (id) WHERE consent = 'withdrawn';
CREATE VIEW document_withdrawn AS
  SELECT id FROM document WHERE consent = 'withdrawn'
  UNION ALL
  SELECT s.document_id FROM participant p CROSS JOIN speaker s ON s.participant_id = p.id AND s.deleted_at IS NULL
  WHERE p.consent = 'withdrawn' AND NOT EXISTS (
    SELECT 1 FROM speaker other JOIN participant q ON q.id = other.participant_id AND q.consent != 'withdrawn'
    WHERE other.document_id = s.document_id AND other.deleted_at IS NULL);
CREATE VIEW turn_withdrawn AS
  SELECT d.id AS document_id, turn.start, turn.stop FROM participant p
  CROSS JOIN speaker s ON s.participant_id = p.id AND s.deleted_at IS NULL
  CROSS JOIN document d ON d.id = s.document_id
  CROSS JOIN turn ON turn.version_id = d.version_id AND turn.speaker_id = s.id
  WHERE p.consent = 'withdrawn' AND d.id NOT IN (SELECT id FROM document_withdrawn);
DROP VIEW coding_counted;
CREATE VIEW coding_counted AS
  SELECT seen.* FROM coding_seen AS seen WHERE CASE
    WHEN seen.document_id IN (SELECT document_id FROM agreed WHERE deleted_at IS NULL)
    THEN seen.id IN (SELECT coding_id FROM agreed WHERE deleted_at IS NULL)
    WHEN seen.document_id IN (SELECT id FROM document WHERE lead_coder IS NOT NULL)
    THEN seen.coder_id = (SELECT lead_coder FROM document WHERE id = seen.document_id AND lead_coder IS NOT NULL)
    ELSE 1 END
  AND seen.document_id NOT IN (SELECT id FROM document_withdrawn)
  AND CASE WHEN seen.document_id IN (SELECT document_id FROM turn_withdrawn)
    THEN seen.id NOT IN (SELECT c.id FROM turn_withdrawn w CROSS JOIN coding c ON c.document_id = w.document_id
      WHERE c.current_start < w.stop AND c.current_stop > w.start)
    ELSE 1 END;
"""
