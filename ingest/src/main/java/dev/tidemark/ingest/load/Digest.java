package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.SourceDigest;
import java.util.Map;
import java.util.TreeMap;

/**
 * Digests a source while it is looked at before it is read. The sum of a series is the one that
 * reading it arrives at, so that it can be told whether what was read is what was looked at.
 */
public final class Digest {

  private static final long OTHER = 0x6A09_E667_F3BC_C908L;

  private final Map<String, Sum> series = new TreeMap<>();

  private static final class Sum {
    long seen = -1;
    long rejectsSeen = -1;
    long records;
    long low;
    long high;

    void add(long hash) {
      records++;
      low += hash;
      high += Hashing.mix(hash ^ OTHER);
    }
  }

  /** Adds the next batch the source delivers. */
  public void add(RawBatch batch) {
    if (!batch.finalRows()) {
      return;
    }
    Sum sum = series.computeIfAbsent(batch.series().key(), key -> new Sum());
    long[] hashes = Hashing.delivered(batch);
    for (int i = 0; i < batch.rows(); i++) {
      long ordinal = batch.ordinals()[i];
      if (ordinal > sum.seen) {
        sum.seen = ordinal;
        sum.add(hashes[i]);
      }
    }
    for (RawReject reject : batch.rejects()) {
      if (reject.ordinal() > sum.rejectsSeen) {
        sum.rejectsSeen = reject.ordinal();
        sum.add(Hashing.delivered(reject));
      }
    }
  }

  /** The digest of everything added. */
  public SourceDigest result() {
    long low = 0;
    long high = OTHER;
    Map<String, Long> sums = new TreeMap<>();
    Map<String, Long> records = new TreeMap<>();
    for (Map.Entry<String, Sum> entry : series.entrySet()) {
      Sum sum = entry.getValue();
      long name = Hashing.text(entry.getKey());
      low = Hashing.combine(Hashing.combine(Hashing.combine(low, name), sum.low), sum.records);
      high = Hashing.combine(Hashing.combine(Hashing.combine(high, name), sum.high), sum.records);
      sums.put(entry.getKey(), sum.low);
      records.put(entry.getKey(), sum.records);
    }
    return new SourceDigest("%016x%016x".formatted(high, low), sums, records);
  }
}
