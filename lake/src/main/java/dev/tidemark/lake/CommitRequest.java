package dev.tidemark.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to record with a commit.
 *
 * @param operation our name for it in the history, e.g. {@code BACKFILL}
 * @param txns written atomically with the rows
 * @param metadata free text kept in the history, e.g. the ingestion id
 */
public record CommitRequest(String operation, List<Txn> txns, Map<String, String> metadata) {

  public CommitRequest {
    txns = List.copyOf(txns);
    metadata = Map.copyOf(new TreeMap<>(metadata));
  }

  public static CommitRequest of(String operation) {
    return new CommitRequest(operation, List.of(), Map.of());
  }

  public CommitRequest with(Txn txn) {
    List<Txn> all = new ArrayList<>(txns);
    all.add(txn);
    return new CommitRequest(operation, all, metadata);
  }

  public CommitRequest with(String key, String value) {
    Map<String, String> all = new TreeMap<>(metadata);
    all.put(key, value);
    return new CommitRequest(operation, txns, all);
  }
}
