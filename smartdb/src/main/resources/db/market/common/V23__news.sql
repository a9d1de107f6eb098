-- News about symbols: what was told, when, and what a model made of it. Corrections are later rows.
CREATE TABLE md.news (
  symbol     text COLLATE "C" NOT NULL,
  event_time timestamptz NOT NULL,        -- published
  news_id    text COLLATE "C" NOT NULL,
  known      timestamptz NOT NULL,        -- when the model's values were there
  seq        bigint NOT NULL DEFAULT 0,
  op         text NOT NULL DEFAULT 'UPSERT' CHECK (op IN ('UPSERT', 'DELETE')),
  source     text,
  headline   text,
  sentiment  double precision CHECK (sentiment BETWEEN -1 AND 1),
  embedding  real[] CHECK (cardinality(embedding) BETWEEN 1 AND 4096 AND array_position(embedding, NULL) IS NULL),
  model      text,
  PRIMARY KEY (symbol, event_time, news_id, known, seq)
);
CREATE INDEX news_event_time ON md.news (event_time);
GRANT SELECT ON md.news TO tidemark_app, tidemark_worker;
GRANT SELECT, INSERT ON md.news TO tidemark_ingest;

-- With pgvector the embedding is kept as a vector too, for its operators and indexes.
DO $$
BEGIN
  IF ${vectors} THEN
    ALTER TABLE md.news ADD COLUMN embedding_vector public.vector GENERATED ALWAYS AS (embedding::public.vector) STORED;
  END IF;
END $$;

-- The newest state of every news item.
CREATE VIEW api.news_sentiment_embedding AS
SELECT n.symbol, n.event_time, n.news_id, n.known, n.source, n.headline, n.sentiment, n.embedding, n.model
FROM md.news n
WHERE n.op = 'UPSERT'
  AND NOT EXISTS (SELECT FROM md.news later
                  WHERE later.symbol = n.symbol AND later.event_time = n.event_time
                    AND later.news_id = n.news_id AND (later.known, later.seq) > (n.known, n.seq));

-- The cosine of the angle between two vectors; null when one has no direction or their sizes differ.
CREATE FUNCTION md.cosine(a real[], b real[]) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE WHEN cardinality(a) = cardinality(b)
              THEN sum(x::float8 * y) / nullif(sqrt(sum(x::float8 * x) * sum(y::float8 * y)), 0) END
  FROM unnest(a, b) AS v (x, y)
$$;

CREATE TYPE api.similar_news AS (
  symbol     text,
  event_time timestamptz,
  news_id    text,
  headline   text,
  sentiment  double precision,
  similarity double precision
);

-- The most news items most similar to the embedding, as known at as_known, that happened by as_of.
CREATE FUNCTION api.news_similar(embedding real[], most integer DEFAULT 10, as_of timestamptz DEFAULT now(),
                                 as_known timestamptz DEFAULT NULL)
RETURNS SETOF api.similar_news
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  k timestamptz := coalesce($4, $3);
BEGIN
  RETURN QUERY
  SELECT n.symbol::text, n.event_time, n.news_id::text, n.headline, n.sentiment, c.similarity
  FROM md.news n
  CROSS JOIN LATERAL (SELECT md.cosine(n.embedding, $1) AS similarity) c
  WHERE n.op = 'UPSERT' AND n.event_time <= $3 AND n.known <= k AND c.similarity IS NOT NULL
    AND NOT EXISTS (SELECT FROM md.news later
                    WHERE later.symbol = n.symbol AND later.event_time = n.event_time AND later.news_id = n.news_id
                      AND later.known <= k AND (later.known, later.seq) > (n.known, n.seq))
  ORDER BY c.similarity DESC, n.event_time DESC, n.symbol, n.news_id
  LIMIT least(greatest($2, 0), 10000);
END $$;
