-- How far a loader came: parts of a source that are here whole, at that version of the source. A
-- row is only ever written after its part is durable; losing one costs reading the part again.
CREATE TABLE md.load_progress (
  origin    text COLLATE "C" NOT NULL,
  relation  text COLLATE "C" NOT NULL,
  series_id integer NOT NULL,
  part      date NOT NULL,
  version   bigint NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (origin, relation, series_id, part)
);

GRANT SELECT, INSERT, UPDATE ON md.load_progress TO tidemark_ingest;
