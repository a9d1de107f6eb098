-- The bars above one minute under the names and columns they have on every back end. The sort keys
-- of open and close are those of a merge, which nobody does here: they are null.
-- "revision" counts what V16 kept.

CREATE VIEW md.rolled_5m AS
SELECT c.series_id, c.ts, c.session_date, c.open, c.high, c.low, c.close, c.volume, c.notional, c.buy_volume, c.sell_volume, c.trade_count, c.min_known, c.max_known, c.updated_at
FROM md.cagg_5m c
WHERE NOT EXISTS (SELECT FROM md.stale_bucket s
  WHERE s.series_id = c.series_id AND s.bucket = date_bin('30 minutes', c.ts, '2000-01-01 00:00:00Z'))
UNION ALL
SELECT b.series_id,
  date_bin('5 minutes', b.ts, '2000-01-01 00:00:00Z') AS ts,
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
FROM (SELECT DISTINCT t.series_id, t.bucket FROM md.stale_bucket t) s
JOIN md.bar_1m b ON b.series_id = s.series_id AND b.ts >= s.bucket AND b.ts < s.bucket + interval '30 minutes'
GROUP BY b.series_id, date_bin('5 minutes', b.ts, '2000-01-01 00:00:00Z');

CREATE VIEW md.rolled_15m AS
SELECT c.series_id, c.ts, c.session_date, c.open, c.high, c.low, c.close, c.volume, c.notional, c.buy_volume, c.sell_volume, c.trade_count, c.min_known, c.max_known, c.updated_at
FROM md.cagg_15m c
WHERE NOT EXISTS (SELECT FROM md.stale_bucket s
  WHERE s.series_id = c.series_id AND s.bucket = date_bin('30 minutes', c.ts, '2000-01-01 00:00:00Z'))
UNION ALL
SELECT b.series_id,
  date_bin('15 minutes', b.ts, '2000-01-01 00:00:00Z') AS ts,
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
FROM (SELECT DISTINCT t.series_id, t.bucket FROM md.stale_bucket t) s
JOIN md.bar_1m b ON b.series_id = s.series_id AND b.ts >= s.bucket AND b.ts < s.bucket + interval '30 minutes'
GROUP BY b.series_id, date_bin('15 minutes', b.ts, '2000-01-01 00:00:00Z');

CREATE VIEW md.rolled_30m AS
SELECT c.series_id, c.ts, c.session_date, c.open, c.high, c.low, c.close, c.volume, c.notional, c.buy_volume, c.sell_volume, c.trade_count, c.min_known, c.max_known, c.updated_at
FROM md.cagg_30m c
WHERE NOT EXISTS (SELECT FROM md.stale_bucket s
  WHERE s.series_id = c.series_id AND s.bucket = date_bin('30 minutes', c.ts, '2000-01-01 00:00:00Z'))
UNION ALL
SELECT b.series_id,
  date_bin('30 minutes', b.ts, '2000-01-01 00:00:00Z') AS ts,
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
FROM (SELECT DISTINCT t.series_id, t.bucket FROM md.stale_bucket t) s
JOIN md.bar_1m b ON b.series_id = s.series_id AND b.ts >= s.bucket AND b.ts < s.bucket + interval '30 minutes'
GROUP BY b.series_id, date_bin('30 minutes', b.ts, '2000-01-01 00:00:00Z');

CREATE VIEW md.bar_5m AS
SELECT r.series_id,
  r.ts,
  least(r.ts + interval '5 minutes', s.closes) AS t_close,
  r.session_date,
  s.first_minute + (extract(epoch FROM r.ts - s.opens) / 60)::bigint AS grid_no,
  r.ts + interval '5 minutes' > s.closes AS partial,
  r.open, r.high, r.low, r.close,
  r.close::double precision AS close_f8,
  NULL::timestamptz AS open_ts, NULL::smallint AS open_nanos, NULL::bigint AS open_seq, NULL::text COLLATE "C" AS open_id,
  NULL::timestamptz AS close_ts, NULL::smallint AS close_nanos, NULL::bigint AS close_seq, NULL::text COLLATE "C" AS close_id,
  r.volume, r.notional, r.buy_volume, r.sell_volume, r.trade_count,
  r.min_known, r.max_known,
  (SELECT coalesce(max(v.revision) + 1, 0) FROM md.bar_revision v
   WHERE v.series_id = r.series_id AND v.timeframe = '5m' AND v.ts = r.ts) AS revision,
  r.updated_at
FROM md.rolled_5m r
JOIN md.series d ON d.series_id = r.series_id
JOIN md.calendar_session s ON s.calendar = d.calendar AND s.session_date = r.session_date;

CREATE VIEW md.bar_15m AS
SELECT r.series_id,
  r.ts,
  least(r.ts + interval '15 minutes', s.closes) AS t_close,
  r.session_date,
  s.first_minute + (extract(epoch FROM r.ts - s.opens) / 60)::bigint AS grid_no,
  r.ts + interval '15 minutes' > s.closes AS partial,
  r.open, r.high, r.low, r.close,
  r.close::double precision AS close_f8,
  NULL::timestamptz AS open_ts, NULL::smallint AS open_nanos, NULL::bigint AS open_seq, NULL::text COLLATE "C" AS open_id,
  NULL::timestamptz AS close_ts, NULL::smallint AS close_nanos, NULL::bigint AS close_seq, NULL::text COLLATE "C" AS close_id,
  r.volume, r.notional, r.buy_volume, r.sell_volume, r.trade_count,
  r.min_known, r.max_known,
  (SELECT coalesce(max(v.revision) + 1, 0) FROM md.bar_revision v
   WHERE v.series_id = r.series_id AND v.timeframe = '15m' AND v.ts = r.ts) AS revision,
  r.updated_at
FROM md.rolled_15m r
JOIN md.series d ON d.series_id = r.series_id
JOIN md.calendar_session s ON s.calendar = d.calendar AND s.session_date = r.session_date;

CREATE VIEW md.bar_1h AS
SELECT a.series_id,
  a.ts,
  least(a.ts + interval '1 hour', s.closes) AS t_close,
  a.session_date,
  s.first_minute + (extract(epoch FROM a.ts - s.opens) / 60)::bigint AS grid_no,
  a.ts + interval '1 hour' > s.closes AS partial,
  a.open, a.high, a.low, a.close,
  a.close::double precision AS close_f8,
  NULL::timestamptz AS open_ts, NULL::smallint AS open_nanos, NULL::bigint AS open_seq, NULL::text COLLATE "C" AS open_id,
  NULL::timestamptz AS close_ts, NULL::smallint AS close_nanos, NULL::bigint AS close_seq, NULL::text COLLATE "C" AS close_id,
  a.volume, a.notional, a.buy_volume, a.sell_volume, a.trade_count,
  a.min_known, a.max_known,
  (SELECT coalesce(max(v.revision) + 1, 0) FROM md.bar_revision v
   WHERE v.series_id = a.series_id AND v.timeframe = '1h' AND v.ts = a.ts) AS revision,
  a.updated_at
FROM (
  SELECT r.series_id,
    d.calendar,
    date_bin('1 hour', r.ts, s.opens) AS ts,
    min(r.session_date) AS session_date,
    (array_agg(r.open ORDER BY r.ts) FILTER (WHERE r.open IS NOT NULL))[1] AS open,
    max(r.high) AS high,
    min(r.low) AS low,
    (array_agg(r.close ORDER BY r.ts DESC) FILTER (WHERE r.close IS NOT NULL))[1] AS close,
    sum(r.volume) AS volume,
    CASE WHEN count(r.notional) = count(*) THEN sum(r.notional) END AS notional,
    sum(r.buy_volume) AS buy_volume,
    sum(r.sell_volume) AS sell_volume,
    sum(r.trade_count)::bigint AS trade_count,
    min(r.min_known) AS min_known,
    max(r.max_known) AS max_known,
    max(r.updated_at) AS updated_at
  FROM md.rolled_30m r
  JOIN md.series d ON d.series_id = r.series_id
  JOIN md.calendar_session s ON s.calendar = d.calendar AND s.session_date = r.session_date
  GROUP BY r.series_id, d.calendar, date_bin('1 hour', r.ts, s.opens)
) a
JOIN md.calendar_session s ON s.calendar = a.calendar AND s.session_date = a.session_date;

CREATE VIEW md.bar_4h AS
SELECT a.series_id,
  a.ts,
  least(a.ts + interval '4 hours', s.closes) AS t_close,
  a.session_date,
  s.first_minute + (extract(epoch FROM a.ts - s.opens) / 60)::bigint AS grid_no,
  a.ts + interval '4 hours' > s.closes AS partial,
  a.open, a.high, a.low, a.close,
  a.close::double precision AS close_f8,
  NULL::timestamptz AS open_ts, NULL::smallint AS open_nanos, NULL::bigint AS open_seq, NULL::text COLLATE "C" AS open_id,
  NULL::timestamptz AS close_ts, NULL::smallint AS close_nanos, NULL::bigint AS close_seq, NULL::text COLLATE "C" AS close_id,
  a.volume, a.notional, a.buy_volume, a.sell_volume, a.trade_count,
  a.min_known, a.max_known,
  (SELECT coalesce(max(v.revision) + 1, 0) FROM md.bar_revision v
   WHERE v.series_id = a.series_id AND v.timeframe = '4h' AND v.ts = a.ts) AS revision,
  a.updated_at
FROM (
  SELECT r.series_id,
    d.calendar,
    date_bin('4 hours', r.ts, s.opens) AS ts,
    min(r.session_date) AS session_date,
    (array_agg(r.open ORDER BY r.ts) FILTER (WHERE r.open IS NOT NULL))[1] AS open,
    max(r.high) AS high,
    min(r.low) AS low,
    (array_agg(r.close ORDER BY r.ts DESC) FILTER (WHERE r.close IS NOT NULL))[1] AS close,
    sum(r.volume) AS volume,
    CASE WHEN count(r.notional) = count(*) THEN sum(r.notional) END AS notional,
    sum(r.buy_volume) AS buy_volume,
    sum(r.sell_volume) AS sell_volume,
    sum(r.trade_count)::bigint AS trade_count,
    min(r.min_known) AS min_known,
    max(r.max_known) AS max_known,
    max(r.updated_at) AS updated_at
  FROM md.rolled_30m r
  JOIN md.series d ON d.series_id = r.series_id
  JOIN md.calendar_session s ON s.calendar = d.calendar AND s.session_date = r.session_date
  GROUP BY r.series_id, d.calendar, date_bin('4 hours', r.ts, s.opens)
) a
JOIN md.calendar_session s ON s.calendar = a.calendar AND s.session_date = a.session_date;

CREATE VIEW md.bar_1d AS
SELECT a.series_id,
  a.ts,
  s.closes AS t_close,
  a.session_date,
  s.first_minute + (extract(epoch FROM a.ts - s.opens) / 60)::bigint AS grid_no,
  false AS partial,
  a.open, a.high, a.low, a.close,
  a.close::double precision AS close_f8,
  NULL::timestamptz AS open_ts, NULL::smallint AS open_nanos, NULL::bigint AS open_seq, NULL::text COLLATE "C" AS open_id,
  NULL::timestamptz AS close_ts, NULL::smallint AS close_nanos, NULL::bigint AS close_seq, NULL::text COLLATE "C" AS close_id,
  a.volume, a.notional, a.buy_volume, a.sell_volume, a.trade_count,
  a.min_known, a.max_known,
  (SELECT coalesce(max(v.revision) + 1, 0) FROM md.bar_revision v
   WHERE v.series_id = a.series_id AND v.timeframe = '1d' AND v.ts = a.ts) AS revision,
  a.updated_at
FROM (
  SELECT r.series_id,
    d.calendar,
    s.opens AS ts,
    min(r.session_date) AS session_date,
    (array_agg(r.open ORDER BY r.ts) FILTER (WHERE r.open IS NOT NULL))[1] AS open,
    max(r.high) AS high,
    min(r.low) AS low,
    (array_agg(r.close ORDER BY r.ts DESC) FILTER (WHERE r.close IS NOT NULL))[1] AS close,
    sum(r.volume) AS volume,
    CASE WHEN count(r.notional) = count(*) THEN sum(r.notional) END AS notional,
    sum(r.buy_volume) AS buy_volume,
    sum(r.sell_volume) AS sell_volume,
    sum(r.trade_count)::bigint AS trade_count,
    min(r.min_known) AS min_known,
    max(r.max_known) AS max_known,
    max(r.updated_at) AS updated_at
  FROM md.rolled_30m r
  JOIN md.series d ON d.series_id = r.series_id
  JOIN md.calendar_session s ON s.calendar = d.calendar AND s.session_date = r.session_date
  GROUP BY r.series_id, d.calendar, s.opens
) a
JOIN md.calendar_session s ON s.calendar = a.calendar AND s.session_date = a.session_date;
