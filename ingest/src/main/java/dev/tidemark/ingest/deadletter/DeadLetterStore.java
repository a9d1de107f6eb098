package dev.tidemark.ingest.deadletter;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.MergeMode;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of dead letters. Safe for any thread. */
public final class DeadLetterStore {

  private static final List<String> KEY = List.of("dead_letter_id");

  private final Table table;

  public DeadLetterStore(TableStore store) {
    this.table = store.create(Tables.DEAD_LETTERS);
  }

  /**
   * What to list.
   *
   * @param status only these; null for all
   * @param reason only these; null for all
   * @param instrument only these; null for all
   * @param sourceFile only these; null for all
   * @param limit at most so many
   */
  public record Filter(
      DeadLetter.@Nullable Status status,
      @Nullable RejectReason reason,
      @Nullable String instrument,
      @Nullable String sourceFile,
      long limit) {

    public static Filter open(long limit) {
      return new Filter(DeadLetter.Status.OPEN, null, null, null, limit);
    }

    Predicate where() {
      List<Predicate> all = new ArrayList<>();
      if (status != null) {
        all.add(Predicate.eq("status", status.name()));
      }
      if (reason != null) {
        all.add(Predicate.eq("reason", reason.name()));
      }
      if (instrument != null) {
        all.add(Predicate.eq("instrument", instrument));
      }
      if (sourceFile != null) {
        all.add(Predicate.eq("_source_file", sourceFile));
      }
      return Predicate.and(all.toArray(new Predicate[0]));
    }
  }

  /** Stores those that are not stored yet, and returns their ids in a new set. */
  public Set<String> add(Collection<DeadLetter> letters) {
    Map<String, DeadLetter> byId = new LinkedHashMap<>();
    letters.forEach(letter -> byId.putIfAbsent(letter.id(), letter));
    if (byId.isEmpty()) {
      return new HashSet<>();
    }
    Set<String> there = stored(byId.values());
    List<DeadLetter> fresh =
        byId.values().stream().filter(letter -> !there.contains(letter.id())).toList();
    if (!fresh.isEmpty()) {
      table.merge(
          BatchSource.of(batch(fresh)),
          KEY,
          MergeMode.INSERT_ONLY,
          CommitRequest.of("DEAD_LETTERS"));
    }
    Set<String> ids = new HashSet<>();
    fresh.forEach(letter -> ids.add(letter.id()));
    return ids;
  }

  private Set<String> stored(Collection<DeadLetter> letters) {
    Set<String> files = new HashSet<>();
    letters.forEach(letter -> files.add(letter.sourceFile()));
    Set<String> ids = new HashSet<>();
    ScanRequest request =
        ScanRequest.columns("dead_letter_id").where(Predicate.in("_source_file", files));
    table
        .latest()
        .scan(request)
        .forEachBatch(
            batch -> {
              for (int i = 0; i < batch.rows(); i++) {
                String id = batch.string("dead_letter_id", i);
                if (id != null) {
                  ids.add(id);
                }
              }
            });
    return ids;
  }

  /** Dead letters by source position. */
  public List<DeadLetter> list(Filter filter) {
    ScanRequest request =
        ScanRequest.all()
            .where(filter.where())
            .orderBy("_source_file", "_source_row", "dead_letter_id")
            .limit(filter.limit());
    List<DeadLetter> out = new ArrayList<>();
    try (Scan scan = table.latest().scan(request)) {
      for (ColumnBatch batch = scan.next(); batch != null; batch = scan.next()) {
        for (int i = 0; i < batch.rows(); i++) {
          out.add(letter(batch, i));
        }
      }
    }
    return out;
  }

  /** Number of dead letters by reason. */
  public Map<RejectReason, Long> count(Filter filter) {
    Map<RejectReason, Long> counts = new EnumMap<>(RejectReason.class);
    table
        .latest()
        .scan(ScanRequest.columns("reason").where(filter.where()))
        .forEachBatch(
            batch -> {
              for (int i = 0; i < batch.rows(); i++) {
                counts.merge(RejectReason.valueOf(text(batch, "reason", i)), 1L, Long::sum);
              }
            });
    return counts;
  }

  /** The dead letter of an id, or of the only id that begins so; NOT_FOUND otherwise. */
  public DeadLetter get(String id) {
    ScanRequest exact = ScanRequest.all().where(Predicate.eq("dead_letter_id", id));
    ScanRequest prefix =
        ScanRequest.all()
            .where(
                Predicate.and(
                    Predicate.ge("dead_letter_id", id), Predicate.lt("dead_letter_id", id + "~")));
    for (ScanRequest request : List.of(exact, prefix)) {
      try (Scan scan = table.latest().scan(request.limit(2))) {
        ColumnBatch found = scan.readAll();
        if (found.rows() == 1) {
          return letter(found, 0);
        }
      }
    }
    throw TidemarkException.of(
            ErrorCode.NOT_FOUND,
            "No such dead letter",
            "no id, or more than one, is or begins so",
            "List dead letters and copy an id")
        .withDetail("id", id);
  }

  /** Replaces stored dead letters by these, by id. */
  public void update(List<DeadLetter> letters) {
    if (!letters.isEmpty()) {
      table.merge(
          BatchSource.of(batch(letters)),
          KEY,
          MergeMode.UPSERT,
          CommitRequest.of("DEAD_LETTERS RESOLVED"));
    }
  }

  private static ColumnBatch batch(List<DeadLetter> letters) {
    int n = letters.size();
    long[] row = new long[n];
    long[] extracted = new long[n];
    long[] resolved = new long[n];
    BitSet unresolved = new BitSet();
    int[] attempts = new int[n];
    for (int i = 0; i < n; i++) {
      DeadLetter letter = letters.get(i);
      row[i] = letter.sourceRow();
      extracted[i] = micros(letter.extractedAt());
      attempts[i] = letter.attempts();
      if (letter.resolvedAt().isPresent()) {
        resolved[i] = micros(letter.resolvedAt().get());
      } else {
        unresolved.set(i);
      }
    }
    return ColumnBatch.of(Tables.DEAD_LETTERS.schema(), n)
        .with("dead_letter_id", strings(letters, DeadLetter::id))
        .with("target_table", strings(letters, DeadLetter::targetTable))
        .with("source_provider", strings(letters, DeadLetter::provider))
        .with("instrument", strings(letters, DeadLetter::instrument))
        .with("reason", strings(letters, letter -> letter.reason().name()))
        .with("detail", strings(letters, DeadLetter::detail))
        .with("payload", strings(letters, DeadLetter::payload))
        .with("decoder", strings(letters, DeadLetter::decoder))
        .with("_source_file", strings(letters, DeadLetter::sourceFile))
        .with("_source_row", new Vector.Longs(row))
        .with("_extracted_at", new Vector.Longs(extracted))
        .with("_ingestion_id", strings(letters, DeadLetter::ingestionId))
        .with("status", strings(letters, letter -> letter.status().name()))
        .with("resolved_at", new Vector.Longs(resolved, unresolved))
        .with("attempts", new Vector.Ints(attempts))
        .build();
  }

  private static Vector strings(
      List<DeadLetter> letters, Function<DeadLetter, @Nullable String> value) {
    @Nullable String[] out = new @Nullable String[letters.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = value.apply(letters.get(i));
    }
    return new Vector.Strings(out);
  }

  private static DeadLetter letter(ColumnBatch batch, int row) {
    Object resolved = batch.value("resolved_at", row);
    Object extracted = batch.value("_extracted_at", row);
    return new DeadLetter(
        text(batch, "dead_letter_id", row),
        text(batch, "target_table", row),
        text(batch, "source_provider", row),
        batch.string("instrument", row),
        RejectReason.valueOf(text(batch, "reason", row)),
        text(batch, "detail", row),
        text(batch, "payload", row),
        text(batch, "decoder", row),
        text(batch, "_source_file", row),
        batch.longs("_source_row")[row],
        extracted instanceof Instant at ? at : Instant.EPOCH,
        text(batch, "_ingestion_id", row),
        DeadLetter.Status.valueOf(text(batch, "status", row)),
        resolved instanceof Instant at ? Optional.of(at) : Optional.empty(),
        batch.ints("attempts")[row]);
  }

  private static String text(ColumnBatch batch, String column, int row) {
    String text = batch.string(column, row);
    return text == null ? "" : text;
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
