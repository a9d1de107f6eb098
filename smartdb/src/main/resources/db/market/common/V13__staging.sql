-- Where a connection puts the rows of a batch before one of the md.ingest_ functions takes them.

-- One writer at a time per series: whoever writes any of these series waits until the transaction
-- ends. Taken in order, so that writers do not wait for each other in a circle.
CREATE FUNCTION md.lock_series(p_series integer[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_series integer;
BEGIN
  IF cardinality(p_series) > 200 THEN
    -- The server's lock table is of limited size: all series at once then.
    PERFORM pg_advisory_xact_lock(1952738661, 0);
  ELSE
    PERFORM pg_advisory_xact_lock_shared(1952738661, 0);
    FOR v_series IN SELECT DISTINCT s FROM unnest(p_series) s ORDER BY 1 LOOP
      PERFORM pg_advisory_xact_lock(1952738662, v_series);
    END LOOP;
  END IF;
END $$;

-- Makes the temporary tables of this connection. They belong to the owner, so that the functions,
-- which run as the owner, never read a table or view of the caller's making.
CREATE FUNCTION md.open_staging() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp SET client_min_messages = warning AS $$
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS stage_trade (
    n integer NOT NULL, series_id integer NOT NULL, ts timestamptz NOT NULL, ts_nanos smallint NOT NULL,
    seq bigint NOT NULL, trade_id text COLLATE "C" NOT NULL, version integer NOT NULL, op smallint NOT NULL,
    price numeric(28, 8) NOT NULL, size numeric(28, 8) NOT NULL, side smallint NOT NULL,
    flags smallint NOT NULL, known timestamptz NOT NULL) ON COMMIT DELETE ROWS;
  CREATE TEMP TABLE IF NOT EXISTS told_trade (
    n integer NOT NULL, series_id integer NOT NULL, ts timestamptz NOT NULL, ts_nanos smallint NOT NULL,
    seq bigint NOT NULL, trade_id text COLLATE "C" NOT NULL, version integer NOT NULL, op smallint NOT NULL,
    price numeric(28, 8) NOT NULL, size numeric(28, 8) NOT NULL, side smallint NOT NULL,
    flags smallint NOT NULL, known timestamptz NOT NULL, plain boolean NOT NULL) ON COMMIT DELETE ROWS;
  CREATE TEMP TABLE IF NOT EXISTS stage_quote (
    n integer NOT NULL, series_id integer NOT NULL, ts timestamptz NOT NULL, ts_nanos smallint NOT NULL,
    seq bigint NOT NULL, bid numeric(28, 8) NOT NULL, ask numeric(28, 8) NOT NULL,
    bid_size numeric(28, 8), ask_size numeric(28, 8), known timestamptz NOT NULL) ON COMMIT DELETE ROWS;
  CREATE TEMP TABLE IF NOT EXISTS stage_bar (
    n integer NOT NULL, series_id integer NOT NULL, ts timestamptz NOT NULL, known timestamptz NOT NULL,
    seq bigint NOT NULL, deleted boolean NOT NULL, open numeric(28, 8), high numeric(28, 8),
    low numeric(28, 8), close numeric(28, 8), volume numeric(38, 8), notional numeric(48, 16),
    trade_count bigint) ON COMMIT DELETE ROWS;
  -- What a batch adds to minutes, each with its session.
  CREATE TEMP TABLE IF NOT EXISTS stage_minute (
    series_id integer NOT NULL, ts timestamptz NOT NULL, open numeric(28, 8), high numeric(28, 8),
    low numeric(28, 8), close numeric(28, 8), open_ts timestamptz, open_nanos smallint, open_seq bigint,
    open_id text COLLATE "C", close_ts timestamptz, close_nanos smallint, close_seq bigint,
    close_id text COLLATE "C", volume numeric(38, 8) NOT NULL, notional numeric(48, 16),
    buy_volume numeric(38, 8) NOT NULL, sell_volume numeric(38, 8) NOT NULL, trade_count bigint NOT NULL,
    min_known timestamptz NOT NULL, max_known timestamptz NOT NULL,
    session_date date NOT NULL, opens timestamptz NOT NULL, closes timestamptz NOT NULL,
    first_minute bigint NOT NULL) ON COMMIT DELETE ROWS;
  PERFORM md.check_staging();
  GRANT SELECT, INSERT ON stage_trade, stage_quote, stage_bar, stage_minute TO tidemark_ingest;
END $$;

CREATE FUNCTION md.check_staging() RETURNS void
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM pg_catalog.pg_class
    WHERE relnamespace = pg_catalog.pg_my_temp_schema()
      AND relname IN ('stage_trade', 'told_trade', 'stage_quote', 'stage_bar', 'stage_minute')
      AND (relkind <> 'r' OR relowner <> current_user::regrole)) THEN
    RAISE EXCEPTION 'a staging table is not of this schema''s making; reconnect';
  END IF;
END $$;

-- Dead letters of rows that the client refused; those there already are left as they are.
CREATE FUNCTION md.reject(
  p_kind text, p_origin text[], p_reason text[], p_detail text[], p_payload text[]) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = md, pg_temp AS $$
  WITH letters AS (
    INSERT INTO md.dead_letter (kind, origin, reason, detail, payload, fingerprint)
    SELECT p_kind, r.origin, r.reason, r.detail, left(r.payload, 4096), sha256(convert_to(r.payload, 'UTF8'))
    FROM unnest(p_origin, p_reason, p_detail, p_payload) AS r (origin, reason, detail, payload)
    ON CONFLICT DO NOTHING RETURNING 1)
  SELECT count(*)::integer FROM letters
$$;

REVOKE ALL ON FUNCTION md.lock_series, md.open_staging, md.check_staging, md.reject FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.lock_series, md.open_staging, md.reject TO tidemark_ingest;

-- Every record ever told about trades: those told once, and all versions of the others.
CREATE VIEW md.trade_log AS
  SELECT series_id, trade_id, version, 'NEW' AS op, ts, ts_nanos, seq, price, size, side, flags, known
  FROM md.trade WHERE flags & 16 = 0
  UNION ALL
  SELECT series_id, trade_id, version, op, ts, ts_nanos, seq, price, size, side, flags, known
  FROM md.trade_version;
GRANT SELECT ON md.trade_log TO tidemark_app, tidemark_worker, tidemark_ingest;
