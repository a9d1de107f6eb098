-- Instruments that belong to a tenant: the tables of market data once more, with the tenant in the
-- key. Columns have the names and meanings of the shared tables, so that the same SQL computes from
-- either (md.make_private_functions). Symbols are written private:NAME; series have negative numbers.

ALTER TABLE md.series ADD CHECK (NOT starts_with(symbol, 'private:'));

CREATE FUNCTION md.tenant() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('tidemark.tenant', true), '');

CREATE TABLE md.private_series (
  tenant_id               text NOT NULL DEFAULT md.tenant(),
  series_id               integer GENERATED ALWAYS AS IDENTITY (START WITH -1 INCREMENT BY -1),
  symbol                  text COLLATE "C" NOT NULL
                          CHECK (symbol ~ '^private:[A-Za-z0-9][A-Za-z0-9._-]{0,47}$'),
  source                  text COLLATE "C" NOT NULL DEFAULT 'private' CHECK (source = 'private'),
  basis                   text NOT NULL CHECK (basis IN ('TRADES', 'QUOTES', 'BARS')),
  calendar                text NOT NULL REFERENCES md.calendar,
  asset_class             text NOT NULL,
  tick_size               numeric(28, 8) CHECK (tick_size > 0),
  include_closing_auction boolean NOT NULL DEFAULT false,
  rank                    integer NOT NULL DEFAULT 100,
  created_at              timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, series_id),
  UNIQUE (tenant_id, symbol)
);

-- Every record about a trade; what survives stands in private_trade as well, with flag 16.
CREATE TABLE md.private_trade_version (
  tenant_id text NOT NULL DEFAULT md.tenant(),
  series_id integer NOT NULL,
  trade_id  text COLLATE "C" NOT NULL CHECK (length(trade_id) BETWEEN 1 AND 128),
  version   integer NOT NULL CHECK (version >= 1),
  op        text NOT NULL CHECK (op IN ('NEW', 'CORRECT', 'CANCEL')),
  ts        timestamptz NOT NULL CHECK (ts >= '1990-01-01Z' AND ts < '2040-01-01Z'),
  ts_nanos  smallint NOT NULL CHECK (ts_nanos BETWEEN 0 AND 999),
  seq       bigint NOT NULL,
  price     numeric(28, 8) NOT NULL,
  size      numeric(28, 8) NOT NULL CHECK (size >= 0),
  side      smallint NOT NULL CHECK (side BETWEEN 0 AND 2),
  flags     smallint NOT NULL CHECK (flags BETWEEN 0 AND 15),
  known     timestamptz NOT NULL CHECK (known >= ts - interval '1 day'),
  PRIMARY KEY (tenant_id, series_id, trade_id, version, known, ts, ts_nanos),
  FOREIGN KEY (tenant_id, series_id) REFERENCES md.private_series ON DELETE CASCADE
);
CREATE INDEX private_trade_version_ts ON md.private_trade_version (tenant_id, series_id, ts);

CREATE TABLE md.private_trade (
  tenant_id text NOT NULL DEFAULT md.tenant(),
  series_id integer NOT NULL,
  ts        timestamptz NOT NULL,
  ts_nanos  smallint NOT NULL,
  seq       bigint NOT NULL,
  trade_id  text COLLATE "C" NOT NULL,
  version   integer NOT NULL,
  price     numeric(28, 8) NOT NULL,
  size      numeric(28, 8) NOT NULL,
  side      smallint NOT NULL,
  flags     smallint NOT NULL,
  known     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, series_id, trade_id),
  FOREIGN KEY (tenant_id, series_id) REFERENCES md.private_series ON DELETE CASCADE
);
CREATE INDEX private_trade_ts ON md.private_trade (tenant_id, series_id, ts);

CREATE TABLE md.private_quote (
  tenant_id text NOT NULL DEFAULT md.tenant(),
  series_id integer NOT NULL,
  ts        timestamptz NOT NULL CHECK (ts >= '1990-01-01Z' AND ts < '2040-01-01Z'),
  ts_nanos  smallint NOT NULL CHECK (ts_nanos BETWEEN 0 AND 999),
  seq       bigint NOT NULL,
  bid       numeric(28, 8) NOT NULL,
  ask       numeric(28, 8) NOT NULL,
  bid_size  numeric(28, 8) CHECK (bid_size >= 0),
  ask_size  numeric(28, 8) CHECK (ask_size >= 0),
  valid     boolean NOT NULL GENERATED ALWAYS AS (bid > 0 AND ask >= bid) STORED,
  known     timestamptz NOT NULL CHECK (known >= ts - interval '1 day'),
  PRIMARY KEY (tenant_id, series_id, ts, ts_nanos, seq),
  FOREIGN KEY (tenant_id, series_id) REFERENCES md.private_series ON DELETE CASCADE
);

CREATE TABLE md.private_provider_bar (
  tenant_id   text NOT NULL DEFAULT md.tenant(),
  series_id   integer NOT NULL,
  ts          timestamptz NOT NULL CHECK (ts >= '1990-01-01Z' AND ts < '2040-01-01Z'),
  known       timestamptz NOT NULL,
  seq         bigint NOT NULL,
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
  PRIMARY KEY (tenant_id, series_id, ts, known, seq),
  FOREIGN KEY (tenant_id, series_id) REFERENCES md.private_series ON DELETE CASCADE
);

CREATE TABLE md.private_restatement (
  tenant_id text NOT NULL DEFAULT md.tenant(),
  series_id integer NOT NULL,
  minute    timestamptz NOT NULL,
  known     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, series_id, minute, known),
  FOREIGN KEY (tenant_id, series_id) REFERENCES md.private_series ON DELETE CASCADE
);

CREATE TABLE md.private_large_trade (
  tenant_id text NOT NULL DEFAULT md.tenant(),
  series_id integer NOT NULL,
  ts        timestamptz NOT NULL,
  ts_nanos  smallint NOT NULL DEFAULT 0,
  trade_id  text COLLATE "C" NOT NULL,
  notional  numeric(48, 16) NOT NULL,
  known     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, series_id, ts, trade_id),
  FOREIGN KEY (tenant_id, series_id) REFERENCES md.private_series ON DELETE CASCADE
);

CREATE TABLE md.private_large_trade_mark (
  tenant_id text NOT NULL DEFAULT md.tenant(),
  series_id integer NOT NULL,
  until     timestamptz NOT NULL,
  told      bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, series_id),
  FOREIGN KEY (tenant_id, series_id) REFERENCES md.private_series ON DELETE CASCADE
);

-- Bars of six timeframes, each with what closed bars said before they were restated.
CREATE TABLE md.private_bar_1m (
  tenant_id    text NOT NULL DEFAULT md.tenant(),
  series_id    integer NOT NULL,
  ts           timestamptz NOT NULL,
  t_close      timestamptz NOT NULL,
  session_date date NOT NULL,
  grid_no      bigint NOT NULL,
  partial      boolean NOT NULL,
  open         numeric(28, 8),
  high         numeric(28, 8),
  low          numeric(28, 8),
  close        numeric(28, 8),
  close_f8     double precision,
  volume       numeric(38, 8) NOT NULL,
  notional     numeric(48, 16),
  buy_volume   numeric(38, 8) NOT NULL,
  sell_volume  numeric(38, 8) NOT NULL,
  trade_count  bigint NOT NULL,
  min_known    timestamptz NOT NULL,
  max_known    timestamptz NOT NULL,
  revision     integer NOT NULL,
  updated_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, series_id, ts)
);
CREATE TABLE md.private_bar_5m  (LIKE md.private_bar_1m INCLUDING ALL);
CREATE TABLE md.private_bar_15m (LIKE md.private_bar_1m INCLUDING ALL);
CREATE TABLE md.private_bar_1h  (LIKE md.private_bar_1m INCLUDING ALL);
CREATE TABLE md.private_bar_4h  (LIKE md.private_bar_1m INCLUDING ALL);
CREATE TABLE md.private_bar_1d  (LIKE md.private_bar_1m INCLUDING ALL);

CREATE TABLE md.private_bar_revision (
  tenant_id      text NOT NULL DEFAULT md.tenant(),
  timeframe      text NOT NULL,
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
  max_known      timestamptz NOT NULL,
  replaced_known timestamptz NOT NULL,
  replaced_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, series_id, timeframe, ts, revision),
  FOREIGN KEY (tenant_id, series_id) REFERENCES md.private_series ON DELETE CASCADE
);

-- Rows that were refused before they were part of a batch.
CREATE TABLE md.private_dead_letter (
  tenant_id   text NOT NULL DEFAULT md.tenant(),
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  kind        text NOT NULL,
  origin      text NOT NULL,
  reason      text NOT NULL,
  detail      text NOT NULL,
  payload     text NOT NULL CHECK (length(payload) <= 4096),
  fingerprint text NOT NULL GENERATED ALWAYS AS (md5(payload)) STORED,
  PRIMARY KEY (tenant_id, kind, origin, fingerprint)
);

-- Who made and wrote private instruments, for the tenant itself.
CREATE TABLE md.private_audit_log (
  tenant_id text NOT NULL DEFAULT md.tenant(),
  seq       bigint GENERATED ALWAYS AS IDENTITY,
  at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  login     text NOT NULL DEFAULT session_user,
  action    text NOT NULL,
  subject   text NOT NULL,
  records   bigint NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);

-- Nothing of a tenant is dropped by retention.
CREATE VIEW md.private_horizon WITH (security_invoker = true) AS
SELECT series_id, NULL::timestamptz AS horizon FROM md.private_series WHERE false;

-- One policy for everybody, the owner of the tables included: functions with the rights of the owner
-- see the tenant's rows and no others, too.
DO $$
DECLARE
  private text;
BEGIN
  FOR private IN
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'md'::regnamespace AND c.relkind = 'r' AND starts_with(c.relname, 'private_')
  LOOP
    EXECUTE format('ALTER TABLE md.%I ENABLE ROW LEVEL SECURITY', private);
    EXECUTE format('ALTER TABLE md.%I FORCE ROW LEVEL SECURITY', private);
    EXECUTE format($p$CREATE POLICY of_tenant ON md.%I
      USING (tenant_id = NULLIF(current_setting('tidemark.tenant', true), ''))$p$, private);
    IF starts_with(private, 'private_bar_') AND private <> 'private_bar_revision' THEN
      EXECUTE format('ALTER TABLE md.%I ADD FOREIGN KEY (tenant_id, series_id)'
        ' REFERENCES md.private_series ON DELETE CASCADE', private);
    END IF;
    EXECUTE format('GRANT SELECT ON md.%I TO tidemark_app', private);
  END LOOP;
END $$;
GRANT SELECT ON md.private_horizon TO tidemark_app;
GRANT INSERT (symbol, basis, calendar, asset_class, tick_size, include_closing_auction), DELETE
  ON md.private_series TO tidemark_app;
GRANT INSERT (kind, origin, reason, detail, payload) ON md.private_dead_letter TO tidemark_app;
GRANT INSERT (action, subject, records) ON md.private_audit_log TO tidemark_app;
REVOKE UPDATE, DELETE, TRUNCATE ON md.private_audit_log FROM tidemark_owner;

CREATE VIEW api.private_instruments WITH (security_invoker = true) AS
SELECT symbol, basis, calendar, asset_class, tick_size, include_closing_auction, created_at
FROM md.private_series;
GRANT SELECT ON api.private_instruments TO tidemark_app;
