-- Merging the minutes of a small batch into the bars took longer to plan than to do. The statement of
-- each level is a function of its own now, whose plan a connection keeps.

DO $$
DECLARE
  v_level md.level;
  v_late  boolean;
  v_text  text;
BEGIN
  -- md.merge_statement returns what md.merge_level made and ran.
  v_text := pg_get_functiondef('md.merge_level(md.level, boolean)'::regprocedure);
  v_text := replace(v_text, 'FUNCTION md.merge_level(', 'FUNCTION md.merge_statement(');
  v_text := replace(v_text, 'RETURNS void', 'RETURNS text');
  v_text := replace(v_text, 'EXECUTE format($sql$', 'RETURN format($sql$');
  EXECUTE v_text;

  FOR v_level IN SELECT * FROM md.level ORDER BY seconds LOOP
    FOREACH v_late IN ARRAY ARRAY[false, true] LOOP
      v_text := 'merge_into_' || v_level.relation || CASE WHEN v_late THEN '_late' ELSE '' END;
      EXECUTE format(
        'CREATE FUNCTION md.%I() RETURNS void LANGUAGE plpgsql SET search_path = md, pg_temp AS %L',
        v_text, 'BEGIN ' || md.merge_statement(v_level, v_late) || '; END');
      EXECUTE format('REVOKE ALL ON FUNCTION md.%I FROM PUBLIC', v_text);
    END LOOP;
  END LOOP;
  DROP FUNCTION md.merge_statement(md.level, boolean);
END $$;

-- Adds the staged minutes to the bars of a level.
CREATE OR REPLACE FUNCTION md.merge_level(p_level md.level, p_late boolean) RETURNS void
LANGUAGE plpgsql SET search_path = md, pg_temp AS $$
BEGIN
  EXECUTE format(
    'SELECT md.%I()', 'merge_into_' || p_level.relation || CASE WHEN p_late THEN '_late' ELSE '' END);
END $$;
