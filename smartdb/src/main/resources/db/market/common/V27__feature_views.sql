-- Every feature of the contract as a view of what is stored now. A value is computed from the few
-- bars before it when it is read, so it is never stale and a condition on symbol and ts reads only
-- what it asks for. Long ranges are faster through api.features.

-- Bars that are over and count (QUANT 0.6), with their neighbours' numbers.
CREATE VIEW md.valid_bar AS
SELECT s.symbol, s.source, s.calendar, b.series_id, b.ts, b.t_close, b.session_date, b.grid_no,
  b.close_f8, b.volume, b.notional, b.buy_volume, b.sell_volume
FROM md.series s JOIN md.bar_1m b USING (series_id)
WHERE b.low > 0 AND b.low <= b.open AND b.low <= b.close AND b.high >= b.open AND b.high >= b.close
  AND b.t_close <= now();

CREATE VIEW api.sma_20 AS
SELECT b.symbol, b.source, b.ts, b.t_close, m.sma_20
FROM md.valid_bar b
CROSS JOIN LATERAL (
  SELECT md.anchored_mean(array_agg(w.close_f8 ORDER BY w.ts), array_agg(w.grid_no ORDER BY w.ts), 20) AS sma_20
  FROM (SELECT w.ts, w.close_f8, w.grid_no FROM md.valid_bar w
        WHERE w.series_id = b.series_id AND w.ts <= b.ts ORDER BY w.ts DESC LIMIT 20) w) m;

CREATE VIEW api.regime_tag AS
SELECT b.symbol, b.source, b.ts, b.t_close, md.regime(b.close_f8, m.sma_20) AS regime_tag
FROM md.valid_bar b
CROSS JOIN LATERAL (
  SELECT md.anchored_mean(array_agg(w.close_f8 ORDER BY w.ts), array_agg(w.grid_no ORDER BY w.ts), 20) AS sma_20
  FROM (SELECT w.ts, w.close_f8, w.grid_no FROM md.valid_bar w
        WHERE w.series_id = b.series_id AND w.ts <= b.ts ORDER BY w.ts DESC LIMIT 20) w) m;

-- The tag of every series at its last bar: through the primary key 20 bars per series are read.
CREATE VIEW api.regime_now AS
SELECT s.symbol, s.source, last.ts, last.t_close, md.regime(last.close_f8, m.sma_20) AS regime_tag
FROM md.series s
CROSS JOIN LATERAL (
  SELECT b.ts, b.t_close, b.close_f8 FROM md.valid_bar b
  WHERE b.series_id = s.series_id ORDER BY b.ts DESC LIMIT 1) last
CROSS JOIN LATERAL (
  SELECT md.anchored_mean(array_agg(w.close_f8 ORDER BY w.ts), array_agg(w.grid_no ORDER BY w.ts), 20) AS sma_20
  FROM (SELECT w.ts, w.close_f8, w.grid_no FROM md.valid_bar w
        WHERE w.series_id = s.series_id AND w.ts <= last.ts ORDER BY w.ts DESC LIMIT 20) w) m;

-- Of the last 240 bars those after the last gap of more than 12 missing minutes count; the oldest 12
-- of them weigh the same (the seed), the others by powers of 0.85.
CREATE VIEW api.ewm_12 AS
SELECT b.symbol, b.source, b.ts, b.t_close, m.ewm_12
FROM md.valid_bar b
CROSS JOIN LATERAL (
  SELECT CASE WHEN max(w.n) >= 12 THEN
      sum(w.close_f8 * CASE WHEN w.age >= w.n - 12 THEN power(0.85::float8, w.n - 12) / 12
                            ELSE 0.15::float8 * power(0.85::float8, w.age) END) END AS ewm_12
  FROM (SELECT w.*, count(*) OVER () AS n
        FROM (SELECT w.*, count(*) FILTER (WHERE w.newer - w.grid_no > 13) OVER (ORDER BY w.age) AS gaps
              FROM (SELECT w.close_f8, w.grid_no, row_number() OVER (ORDER BY w.ts DESC) - 1 AS age,
                      lag(w.grid_no) OVER (ORDER BY w.ts DESC) AS newer
                    FROM (SELECT w.ts, w.close_f8, w.grid_no FROM md.valid_bar w
                          WHERE w.series_id = b.series_id AND w.ts <= b.ts ORDER BY w.ts DESC LIMIT 240) w) w) w
        WHERE w.gaps = 0) w) m;

CREATE VIEW api.volatility_1h AS
SELECT b.symbol, b.source, b.ts, b.t_close,
  CASE WHEN m.minutes >= 45 THEN sqrt(m.q / m.minutes::float8 * c.minutes_per_year) END AS volatility_1h
FROM md.valid_bar b
JOIN md.calendar c ON c.calendar = b.calendar
CROSS JOIN LATERAL (
  SELECT sum(w.r * w.r) AS q, sum(w.minutes) AS minutes
  FROM (SELECT ln(w.close_f8 / lag(w.close_f8) OVER o) AS r, w.grid_no - lag(w.grid_no) OVER o AS minutes
        FROM md.valid_bar w
        WHERE w.series_id = b.series_id AND w.ts <= b.ts AND w.ts >= b.ts - interval '1 hour'
          AND w.session_date = b.session_date
        WINDOW o AS (ORDER BY w.ts)) w) m;

CREATE VIEW api.vwap_5m AS
SELECT b.symbol, b.source, b.ts, b.t_close,
  CASE WHEN m.volume <> 0 THEN (m.notional / m.volume)::double precision END AS vwap_5m
FROM md.valid_bar b
CROSS JOIN LATERAL (
  SELECT sum(w.volume) AS volume, CASE WHEN bool_and(w.notional IS NOT NULL) THEN sum(w.notional) END AS notional
  FROM (SELECT w.* FROM md.valid_bar w
        WHERE w.series_id = b.series_id AND w.ts <= b.ts ORDER BY w.ts DESC LIMIT 5) w
  WHERE w.grid_no >= b.grid_no - 4) m;

CREATE VIEW api.trade_imbalance_5m AS
SELECT b.symbol, b.source, b.ts, b.t_close,
  CASE WHEN m.bought + m.sold <> 0
       THEN ((m.bought - m.sold) / (m.bought + m.sold))::double precision END AS trade_imbalance_5m
FROM md.valid_bar b
CROSS JOIN LATERAL (
  SELECT sum(w.buy_volume) AS bought, sum(w.sell_volume) AS sold
  FROM (SELECT w.* FROM md.valid_bar w
        WHERE w.series_id = b.series_id AND w.ts <= b.ts ORDER BY w.ts DESC LIMIT 5) w
  WHERE w.grid_no >= b.grid_no - 4) m;

CREATE VIEW api.bidask_spread AS
SELECT s.symbol, s.source, q.ts, q.ts_nanos, q.seq, q.bid, q.ask, q.ask - q.bid AS bidask_spread, q.known
FROM md.series s JOIN md.quote q USING (series_id)
WHERE q.valid;
