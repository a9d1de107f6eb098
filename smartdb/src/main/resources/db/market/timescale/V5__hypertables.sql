-- TimescaleDB: trades, quotes and one-minute bars are hypertables; bars of 5, 15 and 30 minutes are
-- continuous aggregates, each of the one before; all sessions open on a quarter of an hour UTC or on
-- half an hour, so these never cross a session. Longer bars are made of half hours in views, because
-- one aggregate has one origin, and sessions open at local times.
--
-- A continuous aggregate does not see rows told late until it is refreshed. Here it never shows:
-- the writer's transaction notes the half hours it touched that may have been materialised, and the
-- views compute those from the one-minute bars until a refresh has seen them.
SELECT ${timescale}.create_hypertable('md.trade', ${timescale}.by_range('ts', interval '1 day'), create_default_indexes => false);
SELECT ${timescale}.create_hypertable('md.quote', ${timescale}.by_range('ts', interval '1 day'), create_default_indexes => false);
SELECT ${timescale}.create_hypertable('md.bar_1m', ${timescale}.by_range('ts', interval '7 days'), create_default_indexes => false);

ALTER TABLE md.trade SET (timescaledb.compress, timescaledb.compress_segmentby = 'series_id', timescaledb.compress_orderby = 'ts, trade_id');
ALTER TABLE md.quote SET (timescaledb.compress, timescaledb.compress_segmentby = 'series_id', timescaledb.compress_orderby = 'ts, ts_nanos, seq');
ALTER TABLE md.bar_1m SET (timescaledb.compress, timescaledb.compress_segmentby = 'series_id', timescaledb.compress_orderby = 'ts');

CREATE MATERIALIZED VIEW md.cagg_5m
WITH (timescaledb.continuous, timescaledb.materialized_only = false, timescaledb.create_group_indexes = false, timescaledb.chunk_interval = '7 days') AS
SELECT b.series_id,
  ${timescale}.time_bucket('5 minutes', b.ts) AS ts,
  min(b.session_date) AS session_date,
  (array_agg(b.open ORDER BY b.ts) FILTER (WHERE b.open IS NOT NULL))[1] AS open,
  max(b.high) AS high,
  min(b.low) AS low,
  (array_agg(b.close ORDER BY b.ts DESC) FILTER (WHERE b.close IS NOT NULL))[1] AS close,
  sum(b.volume) AS volume,
  CASE WHEN count(b.notional) = count(*) THEN sum(b.notional) END AS notional,
  sum(b.buy_volume) AS buy_volume,
  sum(b.sell_volume) AS sell_volume,
  sum(b.trade_count)::bigint AS trade_count,
  min(b.min_known) AS min_known,
  max(b.max_known) AS max_known,
  max(b.updated_at) AS updated_at
FROM md.bar_1m b
GROUP BY 1, 2
WITH NO DATA;
CREATE INDEX cagg_5m_series ON md.cagg_5m (series_id, ts DESC);

CREATE MATERIALIZED VIEW md.cagg_15m
WITH (timescaledb.continuous, timescaledb.materialized_only = false, timescaledb.create_group_indexes = false, timescaledb.chunk_interval = '7 days') AS
SELECT b.series_id,
  ${timescale}.time_bucket('15 minutes', b.ts) AS ts,
  min(b.session_date) AS session_date,
  (array_agg(b.open ORDER BY b.ts) FILTER (WHERE b.open IS NOT NULL))[1] AS open,
  max(b.high) AS high,
  min(b.low) AS low,
  (array_agg(b.close ORDER BY b.ts DESC) FILTER (WHERE b.close IS NOT NULL))[1] AS close,
  sum(b.volume) AS volume,
  CASE WHEN count(b.notional) = count(*) THEN sum(b.notional) END AS notional,
  sum(b.buy_volume) AS buy_volume,
  sum(b.sell_volume) AS sell_volume,
  sum(b.trade_count)::bigint AS trade_count,
  min(b.min_known) AS min_known,
  max(b.max_known) AS max_known,
  max(b.updated_at) AS updated_at
FROM md.cagg_5m b
GROUP BY 1, 2
WITH NO DATA;
CREATE INDEX cagg_15m_series ON md.cagg_15m (series_id, ts DESC);

CREATE MATERIALIZED VIEW md.cagg_30m
WITH (timescaledb.continuous, timescaledb.materialized_only = false, timescaledb.create_group_indexes = false, timescaledb.chunk_interval = '7 days') AS
SELECT b.series_id,
  ${timescale}.time_bucket('30 minutes', b.ts) AS ts,
  min(b.session_date) AS session_date,
  (array_agg(b.open ORDER BY b.ts) FILTER (WHERE b.open IS NOT NULL))[1] AS open,
  max(b.high) AS high,
  min(b.low) AS low,
  (array_agg(b.close ORDER BY b.ts DESC) FILTER (WHERE b.close IS NOT NULL))[1] AS close,
  sum(b.volume) AS volume,
  CASE WHEN count(b.notional) = count(*) THEN sum(b.notional) END AS notional,
  sum(b.buy_volume) AS buy_volume,
  sum(b.sell_volume) AS sell_volume,
  sum(b.trade_count)::bigint AS trade_count,
  min(b.min_known) AS min_known,
  max(b.max_known) AS max_known,
  max(b.updated_at) AS updated_at
FROM md.cagg_15m b
GROUP BY 1, 2
WITH NO DATA;
CREATE INDEX cagg_30m_series ON md.cagg_30m (series_id, ts DESC);
