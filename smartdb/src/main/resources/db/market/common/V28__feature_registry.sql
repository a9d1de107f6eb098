-- The contract: which features the database owns, what they mean, and how fresh they have to be.
CREATE TABLE md.feature (
  name               text COLLATE "C" PRIMARY KEY,
  position           smallint NOT NULL UNIQUE,
  definition         text NOT NULL,
  definition_version integer NOT NULL,
  value_type         text NOT NULL,
  owner              text NOT NULL,
  sla                interval NOT NULL,
  ttl                interval,
  time_axis          text NOT NULL,
  relation           text NOT NULL
);
INSERT INTO md.feature VALUES
('ohlc_1m', 1, 'First, greatest, least and last price of the surviving trades of a minute, volume, notional and vwap; anchored at the session''s open', 1, 'bar', 'smartdb', '30 s', '4 days', 't_close of the minute', 'api.ohlc_1m'),
('sma_20', 2, 'Anchored mean of the last 20 one-minute closes; more than 20 missing minutes in a row restart it', 1, 'double', 'smartdb', '2 min', '4 days', 't_close of the minute', 'api.sma_20'),
('ewm_12', 3, 'e = e + 0.15 (c - e) over one-minute closes, begun with the mean of 12; more than 12 missing minutes in a row restart it', 1, 'double', 'smartdb', '2 min', '4 days', 't_close of the minute', 'api.ewm_12'),
('volatility_1h', 4, 'sqrt(q / m * A): q the squared log returns between the closes of the last 60 minutes of the session, m >= 45 the minutes they cover, A the minutes of a year', 1, 'double', 'smartdb', '2 min', '4 days', 't_close of the minute', 'api.volatility_1h'),
('vwap_5m', 5, 'Exact notional over exact volume of the last five minutes of the grid; null without volume', 1, 'double', 'smartdb', '30 s', '4 days', 't_close of the minute', 'api.vwap_5m'),
('large_trade_flag', 6, 'Whether a trade of the last 300 s had at least ten times the lower median notional of the up to 1,000 before it (at least 100)', 1, 'boolean', 'smartdb', '30 s', '300 s', 'time of the trade', 'api.large_trade_flag'),
('bidask_spread', 7, 'ask - bid of the last quote with 0 < bid <= ask; nothing when it is older than 60 s', 1, 'decimal', 'smartdb', '1 s', '60 s', 'time of the quote', 'api.bidask_spread'),
('trade_imbalance_5m', 8, '(B - S) / (B + S), B and S the exact volumes whose aggressor bought and sold, as told by the venue, in the last five minutes of the grid', 1, 'double', 'smartdb', '30 s', '4 days', 't_close of the minute', 'api.trade_imbalance_5m'),
('regime_tag', 9, 'up when (c - sma_20) / sma_20 > 0.0005, down when < -0.0005, else neutral; unknown without sma_20', 1, 'text', 'smartdb', '1 min', '4 days', 't_close of the minute', 'api.regime_tag'),
('news_sentiment_embedding', 10, 'Sentiment in [-1, 1] and embedding of the last news item about the symbol', 1, 'real[]', 'smartdb', '5 min', '7 days', 'time of publication', 'api.news_sentiment_embedding'),
('feature_pit_snapshot', 11, 'All of the above as they were known at a time', 1, 'row', 'smartdb', '0 s', NULL, 'as_of and as_known', 'api.feature_pit_snapshot');

CREATE VIEW api.feature_registry AS
SELECT f.name, f.definition, f.definition_version, f.value_type, f.owner, f.sla, f.ttl, f.time_axis, f.relation
FROM md.feature f ORDER BY f.position;

-- Per feature and series: the newest event its inputs tell of, the newest value, and how far the
-- value is behind. A bar feature is behind when a minute is over, judged by its input's events, and
-- has no value yet: the minute in which the newest event lies is still open.
CREATE VIEW api.feature_freshness AS
WITH input AS (
  SELECT s.series_id, s.symbol, s.source, s.basis, s.calendar, s.rank, t.ts AS trade, q.ts AS quote, b.ts AS bar,
    b.t_close, n.event_time AS news
  FROM md.series s
  LEFT JOIN LATERAL (SELECT t.ts FROM md.trade t WHERE t.series_id = s.series_id ORDER BY t.ts DESC LIMIT 1) t ON true
  LEFT JOIN LATERAL (SELECT q.ts FROM md.quote q WHERE q.series_id = s.series_id AND q.valid
                     ORDER BY q.ts DESC LIMIT 1) q ON true
  LEFT JOIN LATERAL (SELECT b.ts, b.t_close FROM md.bar_1m b WHERE b.series_id = s.series_id AND b.open IS NOT NULL
                     ORDER BY b.ts DESC LIMIT 1) b ON true
  LEFT JOIN LATERAL (SELECT n.event_time FROM md.news n WHERE n.symbol = s.symbol
                     ORDER BY n.event_time DESC LIMIT 1) n ON true
), told AS (
  -- What comes after the close forms no bar, so none is behind it.
  SELECT i.*, least(e.event, c.closes) AS event
  FROM input i
  CROSS JOIN LATERAL (
    SELECT CASE i.basis WHEN 'TRADES' THEN i.trade WHEN 'QUOTES' THEN i.quote ELSE i.bar END AS event) e
  LEFT JOIN LATERAL (
    SELECT c.closes FROM md.calendar_session c
    WHERE c.calendar = i.calendar AND c.opens <= e.event ORDER BY c.opens DESC LIMIT 1) c ON true
), value AS (
  SELECT f.name AS feature, f.position, f.sla, t.symbol, t.source,
    CASE f.name WHEN 'bidask_spread' THEN t.quote WHEN 'news_sentiment_embedding' THEN t.news
                WHEN 'large_trade_flag' THEN t.trade ELSE t.event END AS newest_input,
    CASE f.name WHEN 'bidask_spread' THEN t.quote WHEN 'news_sentiment_embedding' THEN t.news
                WHEN 'large_trade_flag' THEN (SELECT least(m.until, t.trade) FROM md.large_trade_mark m
                                              WHERE m.series_id = t.series_id)
                ELSE least(t.t_close, t.event) END AS newest_value
  FROM told t CROSS JOIN md.feature f
  WHERE CASE f.name WHEN 'bidask_spread' THEN t.quote IS NOT NULL
                    WHEN 'news_sentiment_embedding' THEN t.news IS NOT NULL
                    WHEN 'large_trade_flag' THEN t.basis = 'TRADES' AND t.trade IS NOT NULL
                    WHEN 'vwap_5m' THEN t.basis <> 'QUOTES' AND t.event IS NOT NULL
                    WHEN 'trade_imbalance_5m' THEN t.basis = 'TRADES' AND t.event IS NOT NULL
                    ELSE t.event IS NOT NULL END
)
SELECT v.feature, v.symbol, v.source, v.newest_input, v.newest_value,
  v.newest_input - v.newest_value AS lag,
  v.sla, now() - v.newest_input AS age,
  v.newest_value IS NULL OR v.newest_input - v.newest_value > v.sla AS breached
FROM value v ORDER BY v.position, v.symbol, v.source;
