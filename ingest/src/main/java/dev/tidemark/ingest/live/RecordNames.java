package dev.tidemark.ingest.live;

import dev.tidemark.core.model.Instrument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for what many records of a temporary file share. */
final class RecordNames {
  /** Source and instrument of a record. */
  record Name(String source, Instrument instrument) {}

  private final List<Name> names = new ArrayList<>();
  private final Map<Name, Integer> numbers = new HashMap<>();

  int number(MarketRecord record) {
    Name name = new Name(record.source(), record.instrument());
    return numbers.computeIfAbsent(
        name,
        added -> {
          names.add(added);
          return names.size() - 1;
        });
  }

  Name name(int number) {
    return names.get(number);
  }
}
