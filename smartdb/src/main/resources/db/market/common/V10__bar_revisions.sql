-- What closed bars said before a record told late, corrected or cancelled changed them.
CREATE TABLE md.bar_revision (
  timeframe      text NOT NULL CHECK (timeframe IN ('1m', '5m', '15m', '1h', '4h', '1d')),
  series_id      integer NOT NULL,
  ts             timestamptz NOT NULL,
  revision       integer NOT NULL,
  t_close        timestamptz NOT NULL,
  partial        boolean NOT NULL,
  open           numeric(28, 8),
  high           numeric(28, 8),
  low            numeric(28, 8),
  close          numeric(28, 8),
  volume         numeric(38, 8) NOT NULL,
  notional       numeric(48, 16),
  buy_volume     numeric(38, 8) NOT NULL,
  sell_volume    numeric(38, 8) NOT NULL,
  trade_count    bigint NOT NULL,
  max_known      timestamptz NOT NULL,  -- of the records that were in it
  replaced_known timestamptz NOT NULL,  -- of the record that replaced it
  replaced_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (series_id, timeframe, ts, revision)
);
GRANT SELECT ON md.bar_revision TO tidemark_app, tidemark_worker, tidemark_ingest;
