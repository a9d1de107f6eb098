-- What every other table of market data refers to. Times are microseconds UTC; where a venue has
-- nanoseconds, those below the microsecond stand in a column beside it.

-- Which back end this database was installed with; recorded once, never changed silently.
CREATE TABLE md.backend (
  only_one   boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  kind       text NOT NULL CHECK (kind IN ('PLAIN', 'TIMESCALE')),
  extension  text,
  vectors    boolean NOT NULL,
  chosen_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO md.backend (kind, extension, vectors)
VALUES (upper('${backend}'), NULLIF('${extension}', ''), '${vectors}');

-- Sessions of the calendars, from the program. first_minute numbers the one-minute bars of a
-- calendar without gaps across sessions: two bars are neighbours when their numbers are.
CREATE TABLE md.calendar_session (
  calendar     text NOT NULL,
  session_date date NOT NULL,
  opens        timestamptz NOT NULL,
  closes       timestamptz NOT NULL CHECK (closes > opens),
  first_minute bigint NOT NULL,
  PRIMARY KEY (calendar, session_date)
);
CREATE UNIQUE INDEX calendar_session_opens ON md.calendar_session (calendar, opens) INCLUDE (closes, first_minute, session_date);
CREATE TABLE md.calendar (
  calendar         text PRIMARY KEY,
  version          text NOT NULL,
  minutes_per_year double precision NOT NULL
);

-- One instrument as told by one source. Bars of a series are made of its trades, of the middles of
-- its quotes, or of the source's own one-minute bars. Where several sources tell about a symbol,
-- the one with the smallest rank answers for the symbol; "SYMBOL@source" names any of them.
CREATE TABLE md.series (
  series_id               integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  symbol                  text COLLATE "C" NOT NULL CHECK (length(symbol) BETWEEN 1 AND 64 AND symbol !~ '[[:cntrl:]@]'),
  source                  text COLLATE "C" NOT NULL CHECK (source ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  basis                   text NOT NULL CHECK (basis IN ('TRADES', 'QUOTES', 'BARS')),
  calendar                text NOT NULL REFERENCES md.calendar,
  asset_class             text NOT NULL,
  tick_size               numeric(28, 8) CHECK (tick_size > 0),
  include_closing_auction boolean NOT NULL DEFAULT false,
  rank                    integer NOT NULL DEFAULT 100,
  created_at              timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (symbol, source)
);

GRANT SELECT ON md.backend, md.calendar_session, md.calendar, md.series
  TO tidemark_app, tidemark_worker, tidemark_ingest;
GRANT INSERT, UPDATE (rank) ON md.series TO tidemark_ingest;
