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
-- between the first and the last question and the 240 before the first. ewm_12 looks at 200 bars: what
-- came before weighs less than 1e-13 (0.85^188). A question is settled when every bar
-- up to its last one was wholly known by then and none was restated since; bars after that which
-- were not known at all do not exist for it. Each of the others gets a chunk of its own, computed
-- from the log. A value depends, to the last bit, on nothing but the bars that are known.
CREATE FUNCTION md.snapshots(symbols text[], as_ofs timestamptz[], as_knowns timestamptz[])
RETURNS SETOF api.numbered_snapshot
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  -- Of the closes after the seed, the newest last.
  weights CONSTANT double precision[] :=
    ARRAY(SELECT 0.15::float8 * power(0.85::float8, 188 - i) FROM generate_series(1, 188) i ORDER BY i);
BEGIN
  RETURN QUERY
  WITH question AS MATERIALIZED (
    SELECT p.n, p.symbol AS asked, p.as_of, p.k, t.t, s.series_id, s.symbol, s.source, s.calendar,
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
    SELECT row_number() OVER () AS chunk, q.asked, q.series_id, q.symbol, q.source, q.calendar, q.minutes_per_year,
      min(q.t) - interval '1 minute' AS first_ts, max(q.t) - interval '1 minute' AS last_ts,
      array_agg(q.n) AS n, array_agg(q.as_of) AS as_of, array_agg(q.k) AS k, array_agg(q.t) AS t, array_agg(q.g) AS g
    FROM question q
    GROUP BY q.asked, q.series_id, q.symbol, q.source, q.calendar, q.minutes_per_year, q.day
  ), stored AS MATERIALIZED (
    SELECT c.*, b.*, coalesce(width_bucket(c.first_ts, b.ts) >= 200, false) AS whole
    FROM chunk c
    LEFT JOIN LATERAL (
      SELECT b.ts FROM md.bar_1m b
      WHERE b.series_id = c.series_id AND b.ts <= c.first_ts AND b.ts > c.first_ts - interval '20 days'
        AND b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close
      ORDER BY b.ts DESC OFFSET 239 LIMIT 1) lead ON true
    CROSS JOIN LATERAL (
      SELECT array_agg(b.ts) AS ts, array_agg(b.close_f8) AS c, array_agg(b.grid_no) AS grid,
        array_agg(b.min_known) AS first_known, array_agg(b.all_known) AS all_known,
        array_agg(coalesce(ln(b.close_f8 / b.close_before), 0)) AS r,
        array_agg(b.i) FILTER (WHERE b.step > 13) AS gaps_13, array_agg(b.i) FILTER (WHERE b.step > 21) AS gaps_21
      FROM (SELECT b.ts, b.close_f8, b.grid_no, b.min_known, row_number() OVER w AS i,
              max(b.max_known) OVER w AS all_known, lag(b.close_f8) OVER w AS close_before,
              b.grid_no - lag(b.grid_no) OVER w AS step
            FROM md.bar_1m b
            WHERE b.series_id = c.series_id AND b.ts <= c.last_ts
              AND b.ts >= coalesce(lead.ts, c.first_ts - interval '20 days')
              AND b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close
            WINDOW w AS (ORDER BY b.ts ROWS UNBOUNDED PRECEDING)) b) b
  ), placed AS MATERIALIZED (
    SELECT a.chunk, a.series_id, q.*, i.settled, u.unsettled
    FROM stored a
    CROSS JOIN LATERAL unnest(a.n, a.as_of, a.k, a.t, a.g) AS q (n, as_of, k, t, g)
    CROSS JOIN LATERAL (SELECT coalesce(width_bucket(q.t - interval '1 minute', a.ts), 0) AS closed) w
    CROSS JOIN LATERAL (SELECT least(w.closed, coalesce(width_bucket(q.k, a.all_known), 0)) AS settled) i
    CROSS JOIN LATERAL (
      SELECT (i.settled < 200 AND a.whole)
        OR (i.settled < w.closed AND EXISTS (
              SELECT FROM unnest(a.first_known[i.settled + 1 : w.closed]) AS f (known) WHERE f.known <= q.k))
        OR EXISTS (
              SELECT FROM md.restatement r
              WHERE r.series_id = a.series_id AND r.minute <= q.t - interval '1 minute' AND r.known > q.k
                AND r.minute >= CASE WHEN i.settled >= 200 THEN a.ts[i.settled - 199]
                                     ELSE q.t - interval '20 days' END) AS unsettled) u
  ), computed AS MATERIALIZED (
    SELECT p.chunk, p.n, p.as_of, p.k, p.t, p.g, b.*
    FROM placed p
    JOIN md.series s ON s.series_id = p.series_id
    LEFT JOIN LATERAL (
      SELECT b.ts FROM md.bar_1m b
      WHERE b.series_id = p.series_id AND b.ts <= p.t - interval '1 minute' AND b.ts > p.t - interval '20 days'
        AND b.open IS NOT NULL AND b.min_known <= p.k
      ORDER BY b.ts DESC OFFSET 239 LIMIT 1) lead ON true
    CROSS JOIN LATERAL (
      SELECT array_agg(b.ts ORDER BY b.i) AS ts, array_agg(b.close_f8 ORDER BY b.i) AS c,
        array_agg(b.grid_no ORDER BY b.i) AS grid,
        array_agg(coalesce(ln(b.close_f8 / b.close_before), 0) ORDER BY b.i) AS r,
        array_agg(b.i ORDER BY b.i) FILTER (WHERE b.step > 13) AS gaps_13,
        array_agg(b.i ORDER BY b.i) FILTER (WHERE b.step > 21) AS gaps_21,
        (array_agg(b.bar ORDER BY b.i))[count(*)] AS last,
        sum((b.bar).volume) FILTER (WHERE b.grid_no >= p.g - 4) AS v5,
        CASE WHEN bool_and((b.bar).notional IS NOT NULL) FILTER (WHERE b.grid_no >= p.g - 4)
             THEN sum((b.bar).notional) FILTER (WHERE b.grid_no >= p.g - 4) END AS n5,
        sum((b.bar).buy_volume) FILTER (WHERE b.grid_no >= p.g - 4) AS b5,
        sum((b.bar).sell_volume) FILTER (WHERE b.grid_no >= p.g - 4) AS s5
      FROM (SELECT b AS bar, b.ts, b.close_f8, b.grid_no, row_number() OVER w AS i,
              lag(b.close_f8) OVER w AS close_before, b.grid_no - lag(b.grid_no) OVER w AS step
            FROM md.minutes_as_known(s, coalesce(lead.ts, p.t - interval '20 days'),
              p.t - interval '1 minute' + interval '1 microsecond', p.k) b
            WHERE b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close
            WINDOW w AS (ORDER BY b.ts ROWS UNBOUNDED PRECEDING)) b) b
    WHERE p.unsettled
  ), arrays AS MATERIALIZED (
    SELECT c.asked, c.series_id, c.symbol, c.source, c.calendar, c.minutes_per_year,
      a.n, a.as_of, a.k, a.t, a.g, a.i, a.ts, a.c, a.grid, a.r, a.gaps_13, a.gaps_21,
      a.from_log, a.last, a.v5, a.n5, a.b5, a.s5
    FROM chunk c
    JOIN (
      SELECT a.chunk, p.n, p.as_of, p.k, p.t, p.g, p.i, a.ts, a.c, a.grid, a.r, a.gaps_13, a.gaps_21,
        false AS from_log, NULL::md.bar AS last, NULL::numeric AS v5, NULL::numeric AS n5, NULL::numeric AS b5, NULL::numeric AS s5
      FROM stored a
      JOIN (SELECT p.chunk, array_agg(p.n) AS n, array_agg(p.as_of) AS as_of, array_agg(p.k) AS k, array_agg(p.t) AS t,
              array_agg(p.g) AS g, array_agg(p.settled) AS i
            FROM placed p WHERE NOT p.unsettled GROUP BY p.chunk) p ON p.chunk = a.chunk
      UNION ALL
      SELECT a.chunk, ARRAY[a.n], ARRAY[a.as_of], ARRAY[a.k], ARRAY[a.t], ARRAY[a.g], ARRAY[cardinality(a.ts)],
        a.ts, a.c, a.grid, a.r, a.gaps_13, a.gaps_21, true, a.last, a.v5, a.n5, a.b5, a.s5
      FROM computed a) a ON a.chunk = c.chunk
  )
  SELECT p.n, coalesce(a.symbol, a.asked)::text, a.source::text, p.as_of, p.k,
    last.t_close, last.open, last.high, last.low, last.close, last.volume, md.vwap(last.notional, last.volume),
    last.trade_count, sma.value, ewm.value, vol.value,
    CASE WHEN last.v5 <> 0 THEN (last.n5 / last.v5)::double precision END,
    CASE WHEN last.b5 + last.s5 <> 0 THEN ((last.b5 - last.s5) / (last.b5 + last.s5))::double precision END,
    CASE WHEN last.t_close IS NOT NULL THEN md.regime(a.c[p.i], sma.value) END,
    quote.bid, quote.ask, quote.ask - quote.bid, quote.ts,
    CASE WHEN a.series_id IS NOT NULL THEN large.ts IS NOT NULL END, large.ts,
    news.news_id::text, news.event_time, news.sentiment, news.embedding
  FROM arrays a
  CROSS JOIN LATERAL unnest(a.n, a.as_of, a.k, a.t, a.g, a.i) AS p (n, as_of, k, t, g, i)
  LEFT JOIN LATERAL (
    SELECT max(b.t_close) FILTER (WHERE b.ts = a.ts[p.i]) AS t_close,
      max(b.open) FILTER (WHERE b.ts = a.ts[p.i]) AS open, max(b.high) FILTER (WHERE b.ts = a.ts[p.i]) AS high,
      max(b.low) FILTER (WHERE b.ts = a.ts[p.i]) AS low, max(b.close) FILTER (WHERE b.ts = a.ts[p.i]) AS close,
      max(b.volume) FILTER (WHERE b.ts = a.ts[p.i]) AS volume,
      max(b.notional) FILTER (WHERE b.ts = a.ts[p.i]) AS notional,
      max(b.trade_count) FILTER (WHERE b.ts = a.ts[p.i]) AS trade_count,
      sum(b.volume) FILTER (WHERE b.grid_no >= p.g - 4) AS v5,
      CASE WHEN bool_and(b.notional IS NOT NULL) FILTER (WHERE b.grid_no >= p.g - 4)
           THEN sum(b.notional) FILTER (WHERE b.grid_no >= p.g - 4) END AS n5,
      sum(b.buy_volume) FILTER (WHERE b.grid_no >= p.g - 4) AS b5,
      sum(b.sell_volume) FILTER (WHERE b.grid_no >= p.g - 4) AS s5
    FROM md.bar_1m b
    WHERE NOT a.from_log AND b.series_id = a.series_id
      AND b.ts >= a.ts[greatest(p.i - 4, 1)] AND b.ts <= a.ts[p.i]
      AND b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close) b ON true
  LEFT JOIN LATERAL (
    SELECT b.t_close, b.open, b.high, b.low, b.close, b.volume, b.notional, b.trade_count, b.v5, b.n5, b.b5, b.s5
    WHERE NOT a.from_log AND p.as_of - b.t_close <= interval '4 days'
    UNION ALL
    SELECT (a.last).t_close, (a.last).open, (a.last).high, (a.last).low, (a.last).close, (a.last).volume,
      (a.last).notional, (a.last).trade_count, a.v5, a.n5, a.b5, a.s5
    WHERE a.from_log AND p.as_of - (a.last).t_close <= interval '4 days') last ON true
  LEFT JOIN LATERAL (
    SELECT c.opens FROM md.calendar_session c
    WHERE c.calendar = a.calendar AND c.opens <= a.ts[p.i] ORDER BY c.opens DESC LIMIT 1) session ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(a.gaps_21[width_bucket(p.i::bigint, a.gaps_21)], 1) AS sma_at,
      least(p.i - coalesce(a.gaps_13[width_bucket(p.i::bigint, a.gaps_13)], 1) + 1, 200)::integer AS ewm_bars,
      greatest(width_bucket(session.opens - interval '1 microsecond', a.ts),
               width_bucket(a.grid[p.i] - 61, a.grid)) + 1 AS hour_at) w
  LEFT JOIN LATERAL (
    SELECT a.c[p.i - 19] + sum(v.c - a.c[p.i - 19]) / 20 AS value
    FROM (SELECT unnest(a.c[p.i - 19 : p.i]) AS c) v) sma ON last.t_close IS NOT NULL AND p.i - w.sma_at >= 19
  LEFT JOIN LATERAL (
    SELECT power(0.85::float8, w.ewm_bars - 12) * (
        SELECT sum(v.c) / 12 FROM (SELECT unnest(a.c[p.i - w.ewm_bars + 1 : p.i - w.ewm_bars + 12]) AS c) v)
      + coalesce((
        SELECT sum(v.c * v.weight)
        FROM (SELECT unnest(a.c[p.i - w.ewm_bars + 13 : p.i]) AS c,
                unnest(weights[201 - w.ewm_bars : 188]) AS weight) v), 0) AS value
    WHERE w.ewm_bars >= 12) ewm ON last.t_close IS NOT NULL
  LEFT JOIN LATERAL (
    SELECT sqrt(sum(v.r * v.r) / (a.grid[p.i] - a.grid[w.hour_at])::float8 * a.minutes_per_year) AS value
    FROM (SELECT unnest(a.r[w.hour_at + 1 : p.i]) AS r) v
    ) vol ON last.t_close IS NOT NULL AND a.grid[p.i] - a.grid[w.hour_at] >= 45
  LEFT JOIN LATERAL (
    SELECT q.ts, q.bid, q.ask FROM md.quote q
    WHERE q.series_id = a.series_id AND q.ts <= p.t AND q.ts >= p.t - interval '60 seconds'
      AND (q.ts < p.t OR q.ts_nanos = 0) AND q.valid AND q.known <= p.k
    ORDER BY q.ts DESC, q.ts_nanos DESC, q.seq DESC LIMIT 1) quote ON true
  LEFT JOIN LATERAL (
    SELECT e.ts FROM md.large_trade e
    WHERE e.series_id = a.series_id AND e.ts <= p.t AND e.ts >= p.t - interval '300 seconds'
      AND (e.ts < p.t OR e.ts_nanos = 0) AND (e.ts > p.t - interval '300 seconds' OR e.ts_nanos > 0)
      AND e.known <= p.k
    ORDER BY e.ts DESC, e.ts_nanos DESC LIMIT 1) large ON true
  LEFT JOIN LATERAL (
    SELECT n.* FROM md.news n
    WHERE n.symbol = a.symbol AND n.event_time <= p.t AND n.event_time >= p.as_of - interval '7 days'
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
