-- What the live job computes of each series: bars, features and alerts as they stand now, each with
-- the revision that stands. Writers repeat themselves after a failure; a row only ever gives way to a
-- later revision, so repeating changes nothing.

CREATE TABLE md.stream_bar (
  series_id   integer NOT NULL REFERENCES md.series,
  timeframe   text COLLATE "C" NOT NULL CHECK (timeframe IN ('1s', '5s', '1m')),
  ts          timestamptz NOT NULL,      -- left label
  t_close     timestamptz,               -- null, as all below, when no price-forming trade is left
  partial     boolean,
  open        numeric(28, 8),
  high        numeric(28, 8),
  low         numeric(28, 8),
  close       numeric(28, 8),
  volume      numeric(38, 8),
  notional    numeric(48, 16),
  buy_volume  numeric(38, 8),
  sell_volume numeric(38, 8),
  trade_count bigint,
  revision    integer NOT NULL,
  known       timestamptz NOT NULL,      -- from when on this content is known
  PRIMARY KEY (series_id, timeframe, ts)
);

-- Features of closed minutes; those of a group change together. Values are in the order of their names.
CREATE TABLE md.stream_feature_name (
  feature_group text COLLATE "C" NOT NULL,
  position      integer NOT NULL,
  feature       text COLLATE "C" NOT NULL,
  PRIMARY KEY (feature_group, position)
);
CREATE TABLE md.stream_feature (
  series_id     integer NOT NULL REFERENCES md.series,
  feature_group text COLLATE "C" NOT NULL,
  ts            timestamptz NOT NULL,    -- left label of the minute
  t_close       timestamptz NOT NULL,    -- event time of the values
  features      double precision[] NOT NULL, -- empty when the minute has none any more
  revision      integer NOT NULL,
  known         timestamptz NOT NULL,
  PRIMARY KEY (series_id, feature_group, ts)
);

CREATE TABLE md.stream_alert (
  series_id integer NOT NULL REFERENCES md.series,
  alert_id  text COLLATE "C" NOT NULL,
  status    text COLLATE "C" NOT NULL CHECK (status IN ('PROVISIONAL', 'WITHDRAWN', 'FINAL')),
  ts        timestamptz NOT NULL,        -- of the third trade
  first_id  text COLLATE "C" NOT NULL,
  second_id text COLLATE "C" NOT NULL,
  third_id  text COLLATE "C" NOT NULL,
  known     timestamptz NOT NULL,
  PRIMARY KEY (series_id, alert_id)
);
CREATE INDEX stream_alert_ts ON md.stream_alert (series_id, ts);

-- The job computes shared series only. Views that read md.series itself are made once more for private
-- ones (V32), which these must not be.
CREATE VIEW md.live_series AS SELECT series_id, symbol, source FROM md.series;

CREATE VIEW api.stream_bar AS
SELECT s.symbol, s.source, b.timeframe, b.ts, b.t_close, b.partial, b.open, b.high, b.low, b.close, b.volume,
  b.notional, b.buy_volume, b.sell_volume, b.trade_count, b.revision, b.known
FROM md.stream_bar b JOIN md.live_series s USING (series_id)
WHERE b.t_close IS NOT NULL;

CREATE VIEW api.stream_feature AS
SELECT s.symbol, s.source, f.ts, f.t_close, n.feature, f.features[n.position + 1] AS value, f.revision, f.known
FROM md.stream_feature f
JOIN md.live_series s USING (series_id)
JOIN md.stream_feature_name n USING (feature_group)
WHERE cardinality(f.features) > 0;

CREATE VIEW api.stream_alert AS
SELECT s.symbol, s.source, a.alert_id, a.status, a.ts, a.first_id, a.second_id, a.third_id, a.known
FROM md.stream_alert a JOIN md.live_series s USING (series_id);

GRANT SELECT ON md.stream_bar, md.stream_feature, md.stream_feature_name, md.stream_alert
  TO tidemark_app, tidemark_worker, tidemark_ingest;
GRANT INSERT, UPDATE ON md.stream_bar, md.stream_feature, md.stream_feature_name, md.stream_alert
  TO tidemark_ingest;
GRANT SELECT ON api.stream_bar, api.stream_feature, api.stream_alert
  TO tidemark_app, tidemark_worker, tidemark_ingest, tidemark_reader;
