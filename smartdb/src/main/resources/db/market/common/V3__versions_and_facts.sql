-- Every record of a trade that was told more than once or not as NEW, in the order of arrival.
-- Together with the trades told once (md.trade without flag 16) it is the whole trade log.
CREATE TABLE md.trade_version (
  series_id integer NOT NULL,
  trade_id  text COLLATE "C" NOT NULL,
  version   integer NOT NULL,
  op        text NOT NULL CHECK (op IN ('NEW', 'CORRECT', 'CANCEL')),
  ts        timestamptz NOT NULL,
  ts_nanos  smallint NOT NULL,
  seq       bigint NOT NULL,
  price     numeric(28, 8) NOT NULL,
  size      numeric(28, 8) NOT NULL CHECK (size >= 0),
  side      smallint NOT NULL,
  flags     smallint NOT NULL,
  known     timestamptz NOT NULL,
  PRIMARY KEY (series_id, trade_id, version, known, ts, ts_nanos)
);
CREATE INDEX trade_version_ts ON md.trade_version (series_id, ts);

-- A minute whose trades were changed by a correction, a cancellation or a version told late: what
-- was true before "known" must be computed from the log.
CREATE TABLE md.restatement (
  series_id integer NOT NULL,
  minute    timestamptz NOT NULL,
  known     timestamptz NOT NULL,
  PRIMARY KEY (series_id, minute, known)
);

-- One-minute bars as their source tells them (series whose basis is BARS); the row known last wins.
CREATE TABLE md.provider_bar (
  series_id   integer NOT NULL,
  ts          timestamptz NOT NULL,
  known       timestamptz NOT NULL,
  seq         bigint NOT NULL DEFAULT 0,
  op          text NOT NULL CHECK (op IN ('UPSERT', 'DELETE')),
  open        numeric(28, 8),
  high        numeric(28, 8),
  low         numeric(28, 8),
  close       numeric(28, 8),
  volume      numeric(38, 8),
  notional    numeric(48, 16),
  buy_volume  numeric(38, 8),
  sell_volume numeric(38, 8),
  trade_count bigint,
  PRIMARY KEY (series_id, ts, known, seq)
);

-- Trades far larger than those before them (QUANT 2.4), one row per trade, written once.
CREATE TABLE md.large_trade (
  series_id integer NOT NULL,
  ts        timestamptz NOT NULL,
  ts_nanos  smallint NOT NULL DEFAULT 0,
  trade_id  text COLLATE "C" NOT NULL,
  notional  numeric(48, 16) NOT NULL,
  known     timestamptz NOT NULL,
  PRIMARY KEY (series_id, ts, trade_id)
);

-- Any other bitemporal value of an entity: what QUANT 1.7 defines, for features computed elsewhere.
CREATE TABLE md.fact (
  feature    text COLLATE "C" NOT NULL,
  entity     text COLLATE "C" NOT NULL,
  event_time timestamptz NOT NULL,
  known      timestamptz NOT NULL,
  seq        bigint NOT NULL DEFAULT 0,
  op         text NOT NULL CHECK (op IN ('UPSERT', 'DELETE')),
  value      jsonb,
  PRIMARY KEY (feature, entity, event_time, known, seq)
);

-- Rows that were refused, whole, with the reason. Payloads are cut at 4 KiB.
CREATE TABLE md.dead_letter (
  dead_letter_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at             timestamptz NOT NULL DEFAULT clock_timestamp(),
  kind           text NOT NULL,
  origin         text NOT NULL,
  reason         text NOT NULL,
  detail         text NOT NULL,
  payload        text NOT NULL CHECK (length(payload) <= 4096),
  fingerprint    bytea NOT NULL,
  UNIQUE (kind, origin, fingerprint)
);
