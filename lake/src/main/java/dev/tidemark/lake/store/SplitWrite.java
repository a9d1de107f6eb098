package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.DuckSession;
import dev.tidemark.lake.duck.Sql;
import dev.tidemark.lake.duck.WrittenFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one partition as several files of equal row counts, cut along an order: the table's sort
 * order, or a Z-order (Morton) curve. On the curve, the bits of the columns' ranks are interleaved,
 * so rows near each other in all columns end up in the same file.
 */
final class SplitWrite {
  private static final String STAGED = "tidemark_split";
  private static final String PART = "__tidemark_part";
  private static final String CURVE = "__tidemark_curve";
  private static final int BITS = 10;
  private static final int MOST_COLUMNS = 6;

  private final TableContext table;
  private final DuckSession session;
  private final TableState state;

  SplitWrite(TableContext table, DuckSession session, TableState state) {
    this.table = table;
    this.session = session;
    this.state = state;
  }

  List<WrittenFile> write(String select, List<String> zOrder, int parts) {
    List<String> sortBy = TableContext.sortBy(state);
    List<String> cutBy = zOrder.isEmpty() ? sortBy : List.of(CURVE);
    String ordered = zOrder.isEmpty() ? select : curve(select, zOrder);
    String over = cutBy.isEmpty() ? "()" : "(ORDER BY " + Sql.order(cutBy) + ")";
    session.keep(
        STAGED,
        "SELECT *, ntile(" + parts + ") OVER " + over + " AS " + PART + " FROM (" + ordered + ")",
        table.path());
    List<WrittenFile> out = new ArrayList<>();
    try {
      for (int part = 1; part <= parts; part++) {
        String one =
            "SELECT "
                + Sql.names(state.schema().names())
                + " FROM "
                + Sql.name(STAGED)
                + " WHERE "
                + PART
                + " = "
                + part;
        out.addAll(table.writer(session, state).write(one, cutBy, false));
      }
    } catch (RuntimeException e) {
      Orphans.delete(table.path(), out);
      throw e;
    }
    return out;
  }

  private String curve(String select, List<String> columns) {
    columns.forEach(state.schema()::column);
    if (columns.size() > MOST_COLUMNS) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Too many columns for a Z-order",
              "with each column every single one helps less",
              "use the two or three columns most queries filter by")
          .withDetail("most", MOST_COLUMNS);
    }
    StringBuilder ranks = new StringBuilder();
    StringBuilder curve = new StringBuilder("0");
    for (int i = 0; i < columns.size(); i++) {
      // Equal values get equal ranks; ranks are spread over BITS bits by how many rows they have.
      ranks.append(", ((rank() OVER (ORDER BY ").append(Sql.name(columns.get(i)));
      ranks.append(") - 1) * ").append(1 << BITS).append(" // (count(*) OVER ())) AS __rank_");
      ranks.append(i);
      for (int bit = 0; bit < BITS; bit++) {
        int to = bit * columns.size() + (columns.size() - 1 - i);
        curve.append(" | (((__rank_").append(i).append(" >> ").append(bit);
        curve.append(") & 1)::BIGINT << ").append(to).append(')');
      }
    }
    return "SELECT "
        + Sql.names(state.schema().names())
        + ", ("
        + curve
        + ") AS "
        + CURVE
        + " FROM (SELECT *"
        + ranks
        + " FROM ("
        + select
        + "))";
  }
}
