package dev.tidemark.ingest.simulator;

import java.util.EnumMap;
import java.util.Map;

/**
 * The truth about what was injected, to reconcile with what an ingestion reports.
 *
 * @param clean records of the market itself
 * @param faults number of injections by kind; every kind is present
 */
public record FaultManifest(long clean, Map<FaultKind, Long> faults) {
  /** Copies the counts and completes the missing kinds. */
  public FaultManifest {
    Map<FaultKind, Long> all = new EnumMap<>(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      all.put(kind, faults.getOrDefault(kind, 0L));
    }
    faults = Map.copyOf(all);
  }

  /** Injections of one kind. */
  public long count(FaultKind kind) {
    return faults.getOrDefault(kind, 0L);
  }

  /** Records delivered altogether: late records are not additional, all other faults are. */
  public long delivered() {
    return clean
        + count(FaultKind.DUPLICATED)
        + count(FaultKind.CORRECTED)
        + count(FaultKind.CANCELLED)
        + count(FaultKind.MALFORMED);
  }

  /** Records that must become dead letters. */
  public long deadLetters() {
    return count(FaultKind.MALFORMED);
  }

  /** Records that must be recognised as delivered before. */
  public long repeated() {
    return count(FaultKind.DUPLICATED);
  }

  /** Records that must be stored. */
  public long stored() {
    return delivered() - deadLetters() - repeated();
  }

  /** Both together. */
  public FaultManifest plus(FaultManifest other) {
    Map<FaultKind, Long> sum = new EnumMap<>(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      sum.put(kind, count(kind) + other.count(kind));
    }
    return new FaultManifest(clean + other.clean, sum);
  }
}
