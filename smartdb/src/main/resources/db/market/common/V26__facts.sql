-- Point in time for any other value (QUANT 1.7, as the program's AsOf): of the rows with event_time
-- <= as_of and known <= as_known each event time is represented by its greatest (known, seq);
-- deleted ones drop out; the greatest event time that is left answers, unless as_of is more than ttl
-- after it.

CREATE TYPE api.fact AS (
  row_no     bigint,
  feature    text,
  entity     text,
  event_time timestamptz,
  known      timestamptz,
  seq        bigint,
  value      jsonb
);

-- One row per question that has an answer, numbered from 1. A ttl of null: facts never grow too old.
CREATE FUNCTION api.facts_asof(feature text, entities text[], as_ofs timestamptz[],
                               as_knowns timestamptz[] DEFAULT NULL, ttl interval DEFAULT NULL)
RETURNS SETOF api.fact
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  IF cardinality($2) <> cardinality($3) OR cardinality($2) <> cardinality(coalesce($4, $3)) THEN
    RAISE EXCEPTION 'entities, as_ofs and as_knowns differ in length' USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Give one time per entity; repeat the entity for several times.';
  END IF;
  RETURN QUERY
  SELECT q.n, $1, q.entity, f.event_time, f.known, f.seq, f.value
  FROM unnest($2, $3, coalesce($4, $3)) WITH ORDINALITY AS q (entity, t, k, n)
  CROSS JOIN LATERAL (
    SELECT f.* FROM md.fact f
    WHERE f.feature = $1 COLLATE "C" AND f.entity = q.entity COLLATE "C"
      AND f.event_time <= q.t AND f.known <= q.k AND f.op <> 'DELETE'
      AND NOT EXISTS (
        SELECT FROM md.fact later
        WHERE later.feature = f.feature AND later.entity = f.entity AND later.event_time = f.event_time
          AND later.known <= q.k AND (later.known, later.seq) > (f.known, f.seq))
    ORDER BY f.event_time DESC LIMIT 1) f
  WHERE $5 IS NULL OR q.t - f.event_time <= $5
  ORDER BY q.n;
END $$;

CREATE FUNCTION api.fact_asof(feature text, entity text, as_of timestamptz,
                              as_known timestamptz DEFAULT NULL, ttl interval DEFAULT NULL)
RETURNS SETOF api.fact
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT f.* FROM api.facts_asof($1, ARRAY[$2], ARRAY[$3], ARRAY[coalesce($4, $3)], $5) f;
END $$;
