package dev.tidemark.ingest.deadletter;

import dev.tidemark.ingest.provider.RejectReason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record that is not stored where it should be.
 *
 * @param id SHA-256 of target table, source position and payload, hexadecimal
 * @param targetTable where it would have been stored
 * @param provider as in {@code source_provider}
 * @param instrument null when the record does not tell
 * @param payload the record as it came, possibly shortened
 * @param decoder how to read the payload again; empty when only {@code canonical} rows are meant
 * @param sourceRow position in the source
 * @param resolvedAt when it was replayed or discarded
 * @param attempts replays tried
 */
public record DeadLetter(
    String id,
    String targetTable,
    String provider,
    @Nullable String instrument,
    RejectReason reason,
    String detail,
    String payload,
    String decoder,
    String sourceFile,
    long sourceRow,
    Instant extractedAt,
    String ingestionId,
    Status status,
    Optional<Instant> resolvedAt,
    int attempts) {

  /** What became of it. */
  public enum Status {
    OPEN,
    REPLAYED,
    DISCARDED
  }

  /** The identity of a dead letter: writing it twice stores it once. */
  public static String idOf(String table, String sourceFile, long sourceRow, String payload) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String position = table + "\n" + sourceFile + "\n" + sourceRow + "\n";
      digest.update(position.getBytes(StandardCharsets.UTF_8));
      digest.update(payload.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** This letter after a replay or a decision to drop it. */
  public DeadLetter resolved(Status newStatus, Instant at) {
    return new DeadLetter(
        id,
        targetTable,
        provider,
        instrument,
        reason,
        detail,
        payload,
        decoder,
        sourceFile,
        sourceRow,
        extractedAt,
        ingestionId,
        newStatus,
        Optional.of(at),
        attempts + 1);
  }

  /** This letter after a replay that was rejected again. */
  public DeadLetter failedAgain(RejectReason newReason, String newDetail) {
    return new DeadLetter(
        id,
        targetTable,
        provider,
        instrument,
        newReason,
        newDetail,
        payload,
        decoder,
        sourceFile,
        sourceRow,
        extractedAt,
        ingestionId,
        Status.OPEN,
        Optional.empty(),
        attempts + 1);
  }
}
