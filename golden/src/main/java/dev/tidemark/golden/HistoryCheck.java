package dev.tidemark.golden;

import dev.tidemark.core.history.ChangeEvent;
import dev.tidemark.core.history.HistoryRow;
import dev.tidemark.core.history.SlowlyChanging;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The part of file 14 about slowly changing dimensions. */
final class HistoryCheck {
  private HistoryCheck() {}

  static void check(Vector history, Tally tally) {
    List<ChangeEvent> arrivals = new ArrayList<>();
    for (Vector each : history.field("events").elements()) {
      Vector attributes = each.field("attrs");
      arrivals.add(
          new ChangeEvent(
              each.field("key").text(),
              each.field("t").integer(),
              arrivals.size(),
              attributes.isNull() ? null : texts(attributes)));
    }
    List<HistoryRow> rows = SlowlyChanging.fold(arrivals);
    List<Vector> expected = tally.paired(history.expected("rows"), rows.size());
    for (int i = 0; i < expected.size(); i++) {
      checkRow(expected.get(i), rows.get(i), tally);
    }
    tally.exact(history.expected("far_future"), HistoryRow.FAR_FUTURE);
  }

  private static void checkRow(Vector expected, HistoryRow actual, Tally tally) {
    tally.exact(expected.expected("key"), actual.key());
    tally.exact(expected.expected("valid_from"), actual.validFrom());
    tally.exact(expected.expected("valid_to"), actual.validTo());
    tally.exact(expected.expected("is_current"), actual.isCurrent());
    tally.exact(expected.expected("version"), actual.version());
    tally.exact(expected.expected("row_hash"), actual.rowHash());
    Vector attributes = expected.expected("attrs");
    actual.attributes().forEach((column, value) -> tally.exact(attributes.expected(column), value));
    attributes.names().stream()
        .filter(column -> !actual.attributes().containsKey(column))
        .forEach(column -> tally.lacking(attributes.expected(column)));
  }

  private static SortedMap<String, String> texts(Vector attributes) {
    SortedMap<String, String> texts = new TreeMap<>();
    attributes.names().forEach(name -> texts.put(name, attributes.field(name).text()));
    return texts;
  }
}
