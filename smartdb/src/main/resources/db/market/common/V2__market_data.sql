-- Trades and quotes; kept by day, as partitions of PostgreSQL or of TimescaleDB (V5).

-- The surviving trades: per (series, trade_id) the greatest version told so far unless cancelled.
-- Records of a trade that was told more than once all stand in md.trade_version as well.
CREATE TABLE md.trade (
  series_id integer NOT NULL,
  ts        timestamptz NOT NULL,
  ts_nanos  smallint NOT NULL DEFAULT 0 CHECK (ts_nanos BETWEEN 0 AND 999),
  seq       bigint NOT NULL DEFAULT 0,
  trade_id  text COLLATE "C" NOT NULL,
  version   integer NOT NULL DEFAULT 1,
  price     numeric(28, 8) NOT NULL,
  size      numeric(28, 8) NOT NULL CHECK (size >= 0),
  side      smallint NOT NULL DEFAULT 0 CHECK (side BETWEEN 0 AND 2), -- 1 bought, 2 sold, 0 unknown
  flags     smallint NOT NULL DEFAULT 0, -- as core.bars.TradeColumns; 16: has rows in trade_version
  known     timestamptz NOT NULL,        -- rounded up to the microsecond
  UNIQUE (series_id, ts, trade_id)
) ${by_day};

CREATE TABLE md.quote (
  series_id integer NOT NULL,
  ts        timestamptz NOT NULL,
  ts_nanos  smallint NOT NULL DEFAULT 0 CHECK (ts_nanos BETWEEN 0 AND 999),
  seq       bigint NOT NULL DEFAULT 0,
  bid       numeric(28, 8) NOT NULL,
  ask       numeric(28, 8) NOT NULL,
  bid_size  numeric(28, 8) CHECK (bid_size >= 0),
  ask_size  numeric(28, 8) CHECK (ask_size >= 0),
  valid     boolean NOT NULL GENERATED ALWAYS AS (bid > 0 AND ask >= bid) STORED,
  known     timestamptz NOT NULL,
  UNIQUE (series_id, ts, ts_nanos, seq)
) ${by_day};
