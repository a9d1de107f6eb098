-- All features of a symbol at a time as they were known at a time, for one question or for many.

CREATE TYPE api.snapshot AS (
  symbol                   text,
  source                   text,
  as_of                    timestamptz,
  as_known                 timestamptz,
  event_time               timestamptz,  -- t_close of the last closed one-minute bar
  open                     numeric,
  high                     numeric,
  low                      numeric,
  close                    numeric,
  volume                   numeric,
  vwap                     numeric,
  trade_count              bigint,
  sma_20                   double precision,
  ewm_12                   double precision,
  volatility_1h            double precision,
  vwap_5m                  double precision,
  trade_imbalance_5m       double precision,
  regime_tag               text,
  bid                      numeric,
  ask                      numeric,
  bidask_spread            numeric,
  quote_time               timestamptz,
  large_trade_flag         boolean,
  large_trade_time         timestamptz,
  news_id                  text,
  news_time                timestamptz,
  news_sentiment           double precision,
  news_sentiment_embedding real[]
);

CREATE TYPE api.numbered_snapshot AS (
  row_no                   bigint,
  symbol                   text,
  source                   text,
  as_of                    timestamptz,
  as_known                 timestamptz,
  event_time               timestamptz,
  open                     numeric,
  high                     numeric,
  low                      numeric,
  close                    numeric,
  volume                   numeric,
  vwap                     numeric,
  trade_count              bigint,
  sma_20                   double precision,
  ewm_12                   double precision,
  volatility_1h            double precision,
  vwap_5m                  double precision,
  trade_imbalance_5m       double precision,
  regime_tag               text,
  bid                      numeric,
  ask                      numeric,
  bidask_spread            numeric,
  quote_time               timestamptz,
  large_trade_flag         boolean,
  large_trade_time         timestamptz,
  news_id                  text,
  news_time                timestamptz,
  news_sentiment           double precision,
  news_sentiment_embedding real[]
);

-- Bars older than four days and news older than seven say nothing any more; a bar's features look at
-- most 20 days back, because more than 12 missing minutes restart the longest of them.
--
-- Questions about a series on the same day share one reading of its bars (a "chunk"): the bars
-- between the first and the last question and the 240 before the first; what came before those
-- weighs less than the last bit of a double (0.85^228 < 1e-16). A question is settled when every bar
-- up to its last one was wholly known by then and none was restated since; bars after that which
-- were not known at all do not exist for it. Each of the others gets a chunk of its own, computed
-- from the log.
CREATE FUNCTION md.snapshots(symbols text[], as_ofs timestamptz[], as_knowns timestamptz[])
RETURNS SETOF api.numbered_snapshot
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH question AS MATERIALIZED (
    SELECT p.n, p.symbol AS asked, p.as_of, p.k, t.t, s.series_id, s.symbol, s.source,
      c.minutes_per_year, e.first_minute + g.minutes - 1 AS g,
      date_bin('1 day', t.t, timestamptz '2000-01-01 00:00:00Z') AS day
    FROM unnest($1, $2, $3) WITH ORDINALITY AS p (symbol, as_of, k, n)
    CROSS JOIN LATERAL (SELECT least(p.as_of, p.k) AS t) t
    LEFT JOIN LATERAL (
      SELECT s.* FROM md.series s
      WHERE s.symbol = split_part(p.symbol, '@', 1) COLLATE "C"
        AND (strpos(p.symbol, '@') = 0 OR s.source = substr(p.symbol, strpos(p.symbol, '@') + 1) COLLATE "C")
      ORDER BY s.rank, s.source LIMIT 1) s ON true
    LEFT JOIN md.calendar c ON c.calendar = s.calendar
    LEFT JOIN LATERAL (
      SELECT e.* FROM md.calendar_session e
      WHERE e.calendar = s.calendar AND e.opens <= t.t ORDER BY e.opens DESC LIMIT 1) e ON true
    LEFT JOIN LATERAL (
      SELECT floor(extract(epoch FROM least(t.t, e.closes) - e.opens) / 60)::bigint AS minutes) g ON true
  ), chunk AS MATERIALIZED (
    SELECT row_number() OVER () AS chunk, q.series_id, q.day,
      min(q.t) - interval '1 minute' AS first_ts, max(q.t) - interval '1 minute' AS last_ts
    FROM question q WHERE q.series_id IS NOT NULL GROUP BY q.series_id, q.day
  ), stored AS MATERIALIZED (
    SELECT c.chunk, b.ts, b.grid_no, b.session_date, b.close_f8, b.min_known, b.max_known
    FROM chunk c
    LEFT JOIN LATERAL (
      SELECT b.ts FROM md.bar_1m b
      WHERE b.series_id = c.series_id AND b.ts <= c.first_ts AND b.ts > c.first_ts - interval '20 days'
        AND b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close
      ORDER BY b.ts DESC OFFSET 239 LIMIT 1) lead ON true
    CROSS JOIN LATERAL (
      SELECT b.* FROM md.bar_1m b
      WHERE b.series_id = c.series_id AND b.ts <= c.last_ts
        AND b.ts >= coalesce(lead.ts, c.first_ts - interval '20 days')
        AND b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close
      ORDER BY b.ts) b
  ), known AS MATERIALIZED (
    SELECT b.chunk, array_agg(b.ts) AS ts, array_agg(b.min_known) AS first_known, array_agg(b.all_known) AS all_known
    FROM (SELECT b.chunk, b.ts, b.min_known,
            max(b.max_known) OVER (PARTITION BY b.chunk ORDER BY b.ts ROWS UNBOUNDED PRECEDING) AS all_known
          FROM stored b) b
    GROUP BY b.chunk
  ), placed AS MATERIALIZED (
    SELECT q.*, c.chunk, i.settled, u.unsettled
    FROM question q
    LEFT JOIN chunk c ON c.series_id = q.series_id AND c.day = q.day
    LEFT JOIN known a ON a.chunk = c.chunk
    CROSS JOIN LATERAL (
      SELECT coalesce(width_bucket(q.t - interval '1 minute', a.ts), 0) AS closed,
        coalesce(width_bucket(c.first_ts, a.ts), 0) AS lead) w
    CROSS JOIN LATERAL (
      SELECT least(w.closed, coalesce(width_bucket(q.k, a.all_known), 0)) AS settled) i
    CROSS JOIN LATERAL (
      SELECT (i.settled < 200 AND w.lead >= 240)
        OR (i.settled < w.closed AND EXISTS (
              SELECT FROM unnest(a.first_known[i.settled + 1 : w.closed]) AS f (known) WHERE f.known <= q.k))
        OR EXISTS (
              SELECT FROM md.restatement r
              WHERE r.series_id = q.series_id AND r.minute <= q.t - interval '1 minute' AND r.known > q.k
                AND r.minute >= CASE WHEN i.settled >= 240 THEN a.ts[i.settled - 239]
                                     ELSE q.t - interval '20 days' END) AS unsettled) u
  ), computed AS MATERIALIZED (
    SELECT p.n, p.g, b AS bar, b.*
    FROM placed p
    JOIN md.series s ON s.series_id = p.series_id
    LEFT JOIN LATERAL (
      SELECT b.ts FROM md.bar_1m b
      WHERE b.series_id = p.series_id AND b.ts <= p.t - interval '1 minute' AND b.ts > p.t - interval '20 days'
        AND b.open IS NOT NULL AND b.min_known <= p.k
      ORDER BY b.ts DESC OFFSET 239 LIMIT 1) lead ON true
    CROSS JOIN LATERAL md.minutes_as_known(s, coalesce(lead.ts, p.t - interval '20 days'),
      p.t - interval '1 minute' + interval '1 microsecond', p.k) b
    WHERE p.unsettled
      AND b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close
  ), computed_last AS (
    SELECT b.n, (array_agg(b.bar ORDER BY b.ts DESC))[1] AS last,
      sum(b.volume) FILTER (WHERE b.grid_no >= b.g - 4) AS v5,
      CASE WHEN bool_and(b.notional IS NOT NULL) FILTER (WHERE b.grid_no >= b.g - 4)
           THEN sum(b.notional) FILTER (WHERE b.grid_no >= b.g - 4) END AS n5,
      sum(b.buy_volume) FILTER (WHERE b.grid_no >= b.g - 4) AS b5,
      sum(b.sell_volume) FILTER (WHERE b.grid_no >= b.g - 4) AS s5
    FROM computed b GROUP BY b.n
  ), bar AS (
    SELECT b.chunk, b.ts, b.grid_no, b.session_date, b.close_f8 FROM stored b
    UNION ALL
    SELECT -b.n, b.ts, b.grid_no, b.session_date, b.close_f8 FROM computed b
  ), neighbour AS (
    SELECT b.*, row_number() OVER w AS i,
      coalesce(b.session_date <> lag(b.session_date) OVER w, true) AS opens_session,
      coalesce(b.grid_no - lag(b.grid_no) OVER w > 13, true) AS opens_run
    FROM bar b WINDOW w AS (PARTITION BY b.chunk ORDER BY b.ts)
  ), place AS (
    SELECT b.*, max(b.i) FILTER (WHERE b.opens_session) OVER w AS session_at,
      max(b.i) FILTER (WHERE b.opens_run) OVER w AS run_at
    FROM neighbour b WINDOW w AS (PARTITION BY b.chunk ORDER BY b.ts ROWS UNBOUNDED PRECEDING)
  ), weighted AS (
    SELECT b.*, sum(b.close_f8 * CASE
        WHEN b.i - b.run_at < 12 THEN power(0.85::float8, -(b.run_at + 11)) / 12
        ELSE 0.15::float8 * power(0.85::float8, -b.i) END)
      OVER (PARTITION BY b.chunk ORDER BY b.ts ROWS UNBOUNDED PRECEDING) AS weight
    FROM place b
  ), series AS MATERIALIZED (
    SELECT b.chunk, array_agg(b.ts) AS ts, array_agg(b.close_f8) AS c, array_agg(b.grid_no) AS grid,
      array_agg(b.session_at) AS session_at, array_agg(b.run_at) AS run_at, array_agg(b.weight) AS weight
    FROM weighted b GROUP BY b.chunk
  )
  SELECT p.n, coalesce(p.symbol, p.asked)::text, p.source::text, p.as_of, p.k,
    last.t_close, last.open, last.high, last.low, last.close, last.volume, md.vwap(last.notional, last.volume),
    last.trade_count,
    sma.value,
    CASE WHEN last.t_close IS NOT NULL AND i.i - a.run_at[i.i] >= 11
         THEN power(0.85::float8, i.i) * (a.weight[i.i] - coalesce(a.weight[a.run_at[i.i] - 1], 0)) END,
    CASE WHEN vol.m >= 45 THEN sqrt(vol.q / vol.m::float8 * p.minutes_per_year) END,
    CASE WHEN five.v5 <> 0 THEN (five.n5 / five.v5)::double precision END,
    CASE WHEN five.b5 + five.s5 <> 0 THEN ((five.b5 - five.s5) / (five.b5 + five.s5))::double precision END,
    CASE WHEN last.t_close IS NOT NULL THEN md.regime(a.c[i.i], sma.value) END,
    quote.bid, quote.ask, quote.ask - quote.bid, quote.ts,
    CASE WHEN p.series_id IS NOT NULL THEN large.ts IS NOT NULL END, large.ts,
    news.news_id::text, news.event_time, news.sentiment, news.embedding
  FROM placed p
  LEFT JOIN series a ON a.chunk = CASE WHEN p.unsettled THEN -p.n ELSE p.chunk END
  LEFT JOIN computed_last l ON l.n = p.n
  CROSS JOIN LATERAL (
    SELECT CASE WHEN p.unsettled THEN coalesce(cardinality(a.ts), 0) ELSE p.settled END AS i) i
  LEFT JOIN LATERAL (
    SELECT max(b.t_close) FILTER (WHERE b.ts = a.ts[i.i]) AS t_close,
      max(b.open) FILTER (WHERE b.ts = a.ts[i.i]) AS open, max(b.high) FILTER (WHERE b.ts = a.ts[i.i]) AS high,
      max(b.low) FILTER (WHERE b.ts = a.ts[i.i]) AS low, max(b.close) FILTER (WHERE b.ts = a.ts[i.i]) AS close,
      max(b.volume) FILTER (WHERE b.ts = a.ts[i.i]) AS volume,
      max(b.notional) FILTER (WHERE b.ts = a.ts[i.i]) AS notional,
      max(b.trade_count) FILTER (WHERE b.ts = a.ts[i.i]) AS trade_count,
      sum(b.volume) FILTER (WHERE b.grid_no >= p.g - 4) AS v5,
      CASE WHEN bool_and(b.notional IS NOT NULL) FILTER (WHERE b.grid_no >= p.g - 4)
           THEN sum(b.notional) FILTER (WHERE b.grid_no >= p.g - 4) END AS n5,
      sum(b.buy_volume) FILTER (WHERE b.grid_no >= p.g - 4) AS b5,
      sum(b.sell_volume) FILTER (WHERE b.grid_no >= p.g - 4) AS s5
    FROM md.bar_1m b
    WHERE NOT p.unsettled AND b.series_id = p.series_id
      AND b.ts >= a.ts[greatest(i.i - 4, 1)] AND b.ts <= a.ts[i.i]
      AND b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close) b ON true
  LEFT JOIN LATERAL (
    SELECT b.t_close, b.open, b.high, b.low, b.close, b.volume, b.notional, b.trade_count
    WHERE NOT p.unsettled AND p.as_of - b.t_close <= interval '4 days'
    UNION ALL
    SELECT (l.last).t_close, (l.last).open, (l.last).high, (l.last).low, (l.last).close, (l.last).volume,
      (l.last).notional, (l.last).trade_count
    WHERE p.unsettled AND p.as_of - (l.last).t_close <= interval '4 days') last ON true
  CROSS JOIN LATERAL (
    SELECT CASE WHEN p.unsettled THEN l.v5 ELSE b.v5 END AS v5, CASE WHEN p.unsettled THEN l.n5 ELSE b.n5 END AS n5,
      CASE WHEN p.unsettled THEN l.b5 ELSE b.b5 END AS b5, CASE WHEN p.unsettled THEN l.s5 ELSE b.s5 END AS s5
    ) five
  LEFT JOIN LATERAL (
    SELECT CASE WHEN count(*) FILTER (WHERE x.gap > 21) = 0
                THEN a.c[i.i - 19] + sum(x.c - a.c[i.i - 19]) / 20 END AS value
    FROM (SELECT v.c, v.grid - v.before AS gap
          FROM unnest(a.c[i.i - 19 : i.i], a.grid[i.i - 19 : i.i],
                      a.grid[i.i - 19 : i.i - 19] || a.grid[i.i - 19 : i.i - 1]) AS v (c, grid, before)) x
    WHERE i.i >= 20 AND last.t_close IS NOT NULL) sma ON true
  CROSS JOIN LATERAL (SELECT greatest(i.i - 59, a.session_at[i.i] + 1) AS first) s
  LEFT JOIN LATERAL (
    SELECT sum(x.r * x.r) AS q, sum(x.minutes) AS m
    FROM (SELECT ln(v.c / v.close_before) AS r, v.grid - v.before AS minutes
          FROM unnest(a.c[s.first : i.i], a.c[s.first - 1 : i.i - 1],
                      a.grid[s.first : i.i], a.grid[s.first - 1 : i.i - 1]) AS v (c, close_before, grid, before)
          WHERE v.before >= a.grid[i.i] - 60) x
    ) vol ON last.t_close IS NOT NULL
  LEFT JOIN LATERAL (
    SELECT q.ts, q.bid, q.ask FROM md.quote q
    WHERE q.series_id = p.series_id AND q.ts <= p.t AND q.ts >= p.t - interval '60 seconds'
      AND (q.ts < p.t OR q.ts_nanos = 0) AND q.valid AND q.known <= p.k
    ORDER BY q.ts DESC, q.ts_nanos DESC, q.seq DESC LIMIT 1) quote ON true
  LEFT JOIN LATERAL (
    SELECT e.ts FROM md.large_trade e
    WHERE e.series_id = p.series_id AND e.ts <= p.t AND e.ts >= p.t - interval '300 seconds'
      AND (e.ts < p.t OR e.ts_nanos = 0) AND (e.ts > p.t - interval '300 seconds' OR e.ts_nanos > 0)
      AND e.known <= p.k
    ORDER BY e.ts DESC, e.ts_nanos DESC LIMIT 1) large ON true
  LEFT JOIN LATERAL (
    SELECT n.* FROM md.news n
    WHERE n.symbol = p.symbol AND n.event_time <= p.t AND n.event_time >= p.as_of - interval '7 days'
      AND n.known <= p.k AND n.op = 'UPSERT'
      AND NOT EXISTS (SELECT FROM md.news later
                      WHERE later.symbol = n.symbol AND later.event_time = n.event_time AND later.news_id = n.news_id
                        AND later.known <= p.k AND (later.known, later.seq) > (n.known, n.seq))
    ORDER BY n.event_time DESC, n.news_id DESC LIMIT 1) news ON true;
END $$;

-- Refuses questions whose features would need bars that retention dropped.
CREATE FUNCTION md.require_hot_snapshots(symbols text[], as_ofs timestamptz[], as_knowns timestamptz[]) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  refused record;
BEGIN
  IF NOT EXISTS (SELECT FROM md.horizon) THEN
    RETURN;
  END IF;
  SELECT s.symbol, s.source, h.horizon, q.t INTO refused
  FROM unnest($1, $2, $3) AS p (symbol, as_of, k)
  CROSS JOIN LATERAL (SELECT least(p.as_of, p.k) AS t) q
  CROSS JOIN LATERAL md.find_series(p.symbol) s
  JOIN md.horizon h ON h.series_id = s.series_id
  WHERE q.t - interval '20 days' < h.horizon
    AND (q.t < h.horizon OR (
      SELECT count(*) FROM (
        SELECT FROM md.bar_1m b
        WHERE b.series_id = s.series_id AND b.ts >= h.horizon AND b.ts < q.t AND b.min_known <= p.k LIMIT 240) b) < 240)
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'features of %@% as of % need bars before %, which are not in the database any more',
        refused.symbol, refused.source, refused.t, refused.horizon
      USING ERRCODE = 'TM001', DETAIL = refused.horizon::text,
            HINT = 'Ask for a later time, or compute them from the lake.';
  END IF;
END $$;

-- One row per question, in their order, numbered from 1. A symbol that is not there has no source.
CREATE FUNCTION api.feature_pit_snapshots(symbols text[], as_ofs timestamptz[], as_knowns timestamptz[] DEFAULT NULL)
RETURNS SETOF api.numbered_snapshot
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  SET work_mem = '64MB' SET jit = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  knowns timestamptz[] := coalesce($3, $2);
BEGIN
  IF cardinality(symbols) <> cardinality(as_ofs) OR cardinality(symbols) <> cardinality(knowns) THEN
    RAISE EXCEPTION 'symbols, as_ofs and as_knowns differ in length' USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Give one time per symbol; repeat the symbol for several times.';
  END IF;
  IF array_position(symbols, NULL) IS NOT NULL OR array_position(as_ofs, NULL) IS NOT NULL
     OR array_position(knowns, NULL) IS NOT NULL THEN
    RAISE EXCEPTION 'symbols, as_ofs and as_knowns must not contain null' USING ERRCODE = 'null_value_not_allowed',
      HINT = 'Leave as_knowns away to ask for what was known at the times themselves.';
  END IF;
  IF cardinality(symbols) > 32 THEN
    -- A plan for one question does not suit thousands; making one for them costs little in comparison.
    PERFORM set_config('plan_cache_mode', 'force_custom_plan', true);
  END IF;
  PERFORM md.require_hot_snapshots(symbols, as_ofs, knowns);
  RETURN QUERY SELECT s.* FROM md.snapshots(symbols, as_ofs, knowns) s ORDER BY s.row_no;
END $$;

-- All features of a symbol at as_of as known at as_known; no row for a symbol that is not there.
CREATE FUNCTION api.feature_pit_snapshot(symbol text, as_of timestamptz, as_known timestamptz DEFAULT NULL)
RETURNS SETOF api.snapshot
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  SET jit = off SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  k timestamptz := coalesce($3, $2);
BEGIN
  PERFORM md.require_hot_snapshots(ARRAY[$1], ARRAY[$2], ARRAY[k]);
  RETURN QUERY
  SELECT s.symbol, s.source, s.as_of, s.as_known, s.event_time, s.open, s.high, s.low, s.close, s.volume, s.vwap,
    s.trade_count, s.sma_20, s.ewm_12, s.volatility_1h, s.vwap_5m, s.trade_imbalance_5m, s.regime_tag, s.bid, s.ask,
    s.bidask_spread, s.quote_time, s.large_trade_flag, s.large_trade_time, s.news_id, s.news_time, s.news_sentiment,
    s.news_sentiment_embedding
  FROM md.snapshots(ARRAY[$1], ARRAY[$2], ARRAY[k]) s
  WHERE s.source IS NOT NULL;
END $$;
