-- Large trades are taken in the order in which they were judged: by the sequence number that was told
-- first. One that was moved or cancelled afterwards is no longer in md.trade at that time, so what was
-- told first is looked up in the log of versions, where everything stands that was told of such a trade.
CREATE OR REPLACE FUNCTION md.large_trade_alerts(series integer)
RETURNS TABLE (ts timestamptz, ts_nanos smallint, first_id text, second_id text, third_id text, known timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  one   md.large_trade;
  two   md.large_trade;
  three md.large_trade;
BEGIN
  FOR three IN
    SELECT l.* FROM md.large_trade l
    LEFT JOIN md.trade t ON t.series_id = l.series_id AND t.ts = l.ts AND t.trade_id = l.trade_id
    LEFT JOIN LATERAL (
      SELECT v.seq FROM md.trade_version v
      WHERE v.series_id = l.series_id AND v.trade_id = l.trade_id
      ORDER BY v.known, v.version, v.ts, v.ts_nanos LIMIT 1) told ON true
    WHERE l.series_id = $1 ORDER BY l.ts, l.ts_nanos, coalesce(told.seq, t.seq), l.trade_id
  LOOP
    IF one.ts IS NOT NULL AND (three.ts - one.ts < interval '300 seconds'
        OR three.ts - one.ts = interval '300 seconds' AND three.ts_nanos <= one.ts_nanos) THEN
      ts := three.ts;
      ts_nanos := three.ts_nanos;
      first_id := one.trade_id;
      second_id := two.trade_id;
      third_id := three.trade_id;
      known := greatest(one.known, two.known, three.known);
      RETURN NEXT;
      one := NULL;
      two := NULL;
    ELSE
      one := two;
      two := three;
    END IF;
  END LOOP;
END $$;
