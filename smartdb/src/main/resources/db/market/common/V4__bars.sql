-- One-minute bars, which the writer keeps on every back end; the other five timeframes have the same
-- columns (V5). All are anchored at the session's open. Rows carry the sort keys of their open
-- and close, so that merging two parts of a bar does not depend on their order. A bar without a
-- price (only trades that set none) keeps its sums here and is not shown by any view.
CREATE TABLE md.bar_1m (
  series_id    integer NOT NULL,
  ts           timestamptz NOT NULL,     -- left label
  t_close      timestamptz NOT NULL,
  session_date date NOT NULL,
  grid_no      bigint NOT NULL,          -- number of the minute in the calendar's grid
  partial      boolean NOT NULL,
  open         numeric(28, 8),
  high         numeric(28, 8),
  low          numeric(28, 8),
  close        numeric(28, 8),
  close_f8     double precision,         -- close, once converted
  open_ts      timestamptz, open_nanos  smallint, open_seq  bigint, open_id  text COLLATE "C",
  close_ts     timestamptz, close_nanos smallint, close_seq bigint, close_id text COLLATE "C",
  volume       numeric(38, 8) NOT NULL,
  notional     numeric(48, 16),          -- null where the source does not tell volumes by price
  buy_volume   numeric(38, 8) NOT NULL,
  sell_volume  numeric(38, 8) NOT NULL,
  trade_count  bigint NOT NULL,
  min_known    timestamptz NOT NULL,     -- of the records that are in it now
  max_known    timestamptz NOT NULL,
  revision     integer NOT NULL DEFAULT 0,
  updated_at   timestamptz NOT NULL,     -- when the writer last touched it
  PRIMARY KEY (series_id, ts)
);
