package dev.tidemark.app.torture;

import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares all tables of two lakes, row by row in logical order, and what the next run would rely
 * on.
 */
final class LakeComparison {
  private final Map<TableName, RowPrints> expected = new LinkedHashMap<>();
  private final Map<TableName, Map<String, Long>> expectedProgress = new LinkedHashMap<>();

  /** Remembers the tables of the undisturbed run. */
  LakeComparison(TableStore undisturbed) {
    for (TableName name : undisturbed.list()) {
      Table table = undisturbed.open(name);
      expected.put(name, TablePrints.of(table.latest()));
      expectedProgress.put(name, table.transactions(""));
    }
  }

  long rows() {
    return expected.values().stream().mapToLong(RowPrints::size).sum();
  }

  /** Tables with differences only. */
  Map<TableName, Discrepancies> with(TableStore resumed) {
    Map<TableName, Discrepancies> found = new LinkedHashMap<>();
    TreeSet<TableName> names = new TreeSet<>(expected.keySet());
    names.addAll(resumed.list());
    for (TableName name : names) {
      Optional<Table> table = resumed.find(name);
      RowPrints actual = table.map(t -> TablePrints.of(t.latest())).orElseGet(RowPrints::new);
      Discrepancies rows =
          Discrepancies.between(expected.getOrDefault(name, new RowPrints()), actual);
      boolean sameProgress =
          expectedProgress
              .getOrDefault(name, Map.of())
              .equals(table.map(t -> t.transactions("")).orElse(Map.of()));
      Discrepancies all = sameProgress ? rows : rows.plus(new Discrepancies(0, 0, 1));
      if (!all.none()) {
        found.put(name, all);
      }
    }
    return found;
  }
}
