package dev.tidemark.ingest.replay;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.ingest.files.RecordReplay;
import dev.tidemark.ingest.gate.Gate;
import dev.tidemark.ingest.gate.Verdict;
import dev.tidemark.ingest.load.CanonicalRow;
import dev.tidemark.ingest.load.CrashPoints;
import dev.tidemark.ingest.load.Decoder;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.load.IngestRun;
import dev.tidemark.ingest.load.SeriesOutcome;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.lake.TableStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Replays dead letters: the payload, or a corrected one, is decoded with the layout as it is now
 * and goes through the gate again. What passes is stored at its own source position, so that
 * replaying twice stores once, and the letter is marked REPLAYED; what does not stays OPEN with the
 * new reason.
 */
public final class ReplayService {

  private static final String SIMULATOR = "simulator";

  private final TableStore store;
  private final DeadLetterStore letters;
  private final RecordReplay records;
  private final IngestOptions options;
  private final InstantSource clock;
  private final Supplier<String> ids;

  public ReplayService(
      TableStore store,
      RecordReplay records,
      IngestOptions options,
      InstantSource clock,
      Supplier<String> ids) {
    this.store = store;
    this.letters = new DeadLetterStore(store);
    this.records = records;
    this.options = options;
    this.clock = clock;
    this.ids = ids;
  }

  /** Replays the open letters that match. */
  public ReplaySummary replay(DeadLetterStore.Filter filter) {
    return replay(letters.list(filter), Optional.empty());
  }

  /** Replays one letter with a corrected payload; PRECONDITION_FAILED when it is not open. */
  public ReplaySummary replay(String id, String payload) {
    return replay(List.of(letters.get(id)), Optional.of(payload));
  }

  /** Replays one letter as it is. */
  public ReplaySummary replay(String id) {
    return replay(List.of(letters.get(id)), Optional.empty());
  }

  /** Marks a letter DISCARDED: it is no longer listed as open nor replayed. */
  public void discard(String id) {
    DeadLetter letter = letters.get(id);
    letters.update(List.of(letter.resolved(DeadLetter.Status.DISCARDED, clock.instant())));
  }

  private ReplaySummary replay(List<DeadLetter> wanted, Optional<String> payload) {
    Instant now = clock.instant();
    List<DeadLetter> done = new ArrayList<>();
    List<DeadLetter> again = new ArrayList<>();
    long stored = 0;
    for (boolean mock : new boolean[] {false, true}) {
      List<DeadLetter> part =
          wanted.stream().filter(l -> l.provider().equals(SIMULATOR) == mock).toList();
      if (part.isEmpty()) {
        continue;
      }
      try (IngestRun run =
          new IngestRun(store, options, Selection.all(), mock, ids.get(), now, CrashPoints.NONE)) {
        for (DeadLetter letter : part) {
          if (letter.status() != DeadLetter.Status.OPEN) {
            throw closed(letter);
          }
          replay(letter, payload.orElse(letter.payload()), now, run, done, again);
        }
        run.flush();
        stored += run.outcomes().stream().mapToLong(SeriesOutcome::stored).sum();
      }
    }
    // Only now: a crash before leaves the letters open, and the rows are recognised next time.
    List<DeadLetter> changed = new ArrayList<>(done);
    changed.addAll(again);
    letters.update(changed);
    return new ReplaySummary(wanted.size(), done.size(), again.size(), stored);
  }

  private void replay(
      DeadLetter letter,
      String payload,
      Instant now,
      IngestRun run,
      List<DeadLetter> done,
      List<DeadLetter> again) {
    if (letter.reason() == RejectReason.CONFLICTING_VERSION && payload.equals(letter.payload())) {
      again.add(letter.failedAgain(letter.reason(), letter.detail()));
      return;
    }
    List<RawBatch> batches;
    try {
      batches = decode(letter, payload);
    } catch (TidemarkException unreadable) {
      if (unreadable.code() != ErrorCode.INVALID_INPUT) {
        throw unreadable;
      }
      again.add(letter.failedAgain(RejectReason.MALFORMED, unreadable.why()));
      return;
    }
    Optional<DeadLetter> failed = judge(letter, batches, now);
    if (failed.isPresent()) {
      again.add(failed.get());
      return;
    }
    run.read(new LetterSource(letter, batches));
    done.add(letter.resolved(DeadLetter.Status.REPLAYED, now));
  }

  private List<RawBatch> decode(DeadLetter letter, String payload) {
    return letter.decoder().startsWith(CanonicalRow.DECODER + "?")
        ? List.of(CanonicalRow.read(Decoder.series(letter.decoder()), letter.sourceRow(), payload))
        : records.read(letter.decoder(), letter.sourceFile(), letter.sourceRow(), payload);
  }

  /** The letter with its new reason when nothing of the payload passes. */
  private Optional<DeadLetter> judge(DeadLetter letter, List<RawBatch> batches, Instant now) {
    long nowNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    int accepted = 0;
    RejectReason reason = RejectReason.MALFORMED;
    String detail = "payload holds no market row";
    for (RawBatch batch : batches) {
      for (RawReject reject : batch.rejects()) {
        reason = reject.reason();
        detail = reject.detail();
      }
      TradingCalendar calendar = TradingCalendar.of(batch.series().instrument().calendar());
      Verdict verdict = new Gate(batch.series(), calendar, options.delays(), nowNanos).check(batch);
      accepted += verdict.accepted();
      for (int i = 0; i < batch.rows(); i++) {
        RejectReason wrong = verdict.reason(i);
        if (wrong != null) {
          reason = wrong;
          detail = "row does not pass the gate";
        }
      }
    }
    boolean clean = batches.stream().allMatch(batch -> batch.rejects().isEmpty());
    int rows = batches.stream().mapToInt(RawBatch::rows).sum();
    return clean && accepted == rows && rows > 0
        ? Optional.empty()
        : Optional.of(letter.failedAgain(reason, detail));
  }

  private static TidemarkException closed(DeadLetter letter) {
    return TidemarkException.of(
            ErrorCode.PRECONDITION_FAILED,
            "Dead letter is not open",
            "it is " + letter.status(),
            "Only open dead letters can be replayed")
        .withDetail("id", letter.id());
  }
}
