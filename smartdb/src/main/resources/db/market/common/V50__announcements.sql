-- Whoever writes calls this in his transaction; when it commits, those who keep latest values hear
-- which of them no longer hold. A symbol is told with and without its source, one name a line. A
-- notification holds less than 8000 bytes; "*" stands for more than that.
CREATE FUNCTION md.announce(written integer[]) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
AS $$
  SELECT pg_notify('tidemark_market', CASE WHEN octet_length(names) < 7900 THEN names ELSE '*' END)
  FROM (
    SELECT string_agg(symbol || E'\n' || symbol || '@' || source, E'\n' ORDER BY symbol, source) AS names
    FROM md.series WHERE series_id = ANY (written)
  ) told
  WHERE names IS NOT NULL
$$;
REVOKE ALL ON FUNCTION md.announce(integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.announce(integer[]) TO tidemark_ingest;
