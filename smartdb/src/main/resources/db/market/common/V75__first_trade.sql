-- A series that has only quotes has bars of their middles. When its first trade comes, its bars are made
-- of trades, as the kernels' live folds do it; those of quotes are taken back.
CREATE FUNCTION md.form_of_trades(p_series_id integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = md, pg_temp AS $$
DECLARE
  v_first timestamptz;
  v_last  timestamptz;
BEGIN
  PERFORM md.lock_series(ARRAY[p_series_id]);
  UPDATE md.series SET basis = 'TRADES' WHERE series_id = p_series_id AND basis = 'QUOTES';
  IF FOUND THEN
    SELECT min(ts), max(ts) INTO v_first, v_last FROM md.bar_1m WHERE series_id = p_series_id;
    IF v_first IS NOT NULL THEN
      PERFORM md.recompute(p_series_id, v_first, v_last + interval '1 minute');
    END IF;
  END IF;
END $$;
REVOKE ALL ON FUNCTION md.form_of_trades FROM PUBLIC;
GRANT EXECUTE ON FUNCTION md.form_of_trades TO tidemark_ingest;
