package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.TradeIds;
import java.util.HashMap;
import java.util.Map;

/**
 * Trades by id and version. Candidates come from a hash, and equality is always checked on the id
 * itself.
 */
final class Identities {

  private final StoredRows stored;
  private final SeriesBuffer buffer;
  private final LongIntMap first;
  private final Map<String, Integer> others = new HashMap<>();

  Identities(StoredRows stored, SeriesBuffer buffer) {
    this.stored = stored;
    this.buffer = buffer;
    this.first = new LongIntMap(stored.rows + buffer.rows);
    for (int i = 0; i < stored.rows; i++) {
      add(i, stored.ids, i, stored.version[i]);
    }
  }

  /** Entry of the same trade id and version, or -1 after adding this row. */
  int addRow(TradeIds ids, int row, int version) {
    return add(stored.rows + row, ids, row, version);
  }

  /** Content hash of an entry. */
  long hash(int entry, long[] bufferHashes) {
    return entry < stored.rows ? stored.hash[entry] : bufferHashes[entry - stored.rows];
  }

  private int add(int entry, TradeIds ids, int row, int version) {
    long base = ids.numeric(row) ? ids.number(row) : Hashing.text(ids.text(row));
    long key = version == 0 ? base : Hashing.combine(base, version);
    int found = first.putIfAbsent(key, entry);
    if (found < 0 || same(found, ids, row, version)) {
      return found;
    }
    Integer other = others.putIfAbsent(version + "/" + ids.text(row), entry);
    return other == null ? -1 : other;
  }

  private boolean same(int entry, TradeIds ids, int row, int version) {
    TradeIds other = entry < stored.rows ? stored.ids : buffer.ids;
    int otherRow = entry < stored.rows ? entry : entry - stored.rows;
    int otherVersion =
        entry < stored.rows ? stored.version[entry] : Resolution.version(buffer, otherRow);
    if (other == null || otherVersion != version) {
      return false;
    }
    return other.numeric(otherRow) && ids.numeric(row)
        ? other.number(otherRow) == ids.number(row)
        : other.text(otherRow).equals(ids.text(row));
  }
}
