package dev.tidemark.transform.market;

import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of the silver tables as text, every bit of every value, in logical order. */
public final class SilverRows {
  public static final List<TableSpec> TABLES =
      List.of(
          Tables.MARKET_DATA_UNIFIED, Tables.MARKET_DATA_ENRICHED, Tables.MULTI_TIMEFRAME_ANALYSIS);

  private SilverRows() {}

  public static List<String> of(TableStore store, TableSpec table) {
    return of(store, table, Instant.MAX);
  }

  /** Rows known at or before an instant. */
  public static List<String> of(TableStore store, TableSpec table, Instant known) {
    List<String> out = new ArrayList<>();
    for (Map<String, @Nullable Object> row :
        store.open(table.name()).latest().scan(ScanRequest.all()).rows()) {
      Instant rowKnown = (Instant) Objects.requireNonNull(row.get("known_time"));
      if (!rowKnown.isAfter(known)) {
        out.add(text(row));
      }
    }
    Collections.sort(out);
    return out;
  }

  /** Rows known before they could be. */
  public static List<String> violations(TableStore store) {
    List<String> out = new ArrayList<>();
    for (TableSpec table : TABLES) {
      String close = table == Tables.MARKET_DATA_UNIFIED ? "t_close" : "event_time";
      for (Map<String, @Nullable Object> row :
          store.open(table.name()).latest().scan(ScanRequest.all()).rows()) {
        Instant known = (Instant) Objects.requireNonNull(row.get("known_time"));
        Instant closed = (Instant) Objects.requireNonNull(row.get(close));
        if (known.isBefore(closed)) {
          out.add(text(row));
        }
      }
    }
    return out;
  }

  private static String text(Map<String, @Nullable Object> row) {
    StringBuilder out = new StringBuilder();
    row.forEach(
        (name, value) -> {
          out.append(name).append('=');
          if (value instanceof Double d) {
            out.append(d).append('#').append(Long.toHexString(Double.doubleToRawLongBits(d)));
          } else {
            out.append(value);
          }
          out.append(' ');
        });
    return out.toString();
  }
}
