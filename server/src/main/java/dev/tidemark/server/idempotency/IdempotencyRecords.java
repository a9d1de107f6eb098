package dev.tidemark.server.idempotency;

import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of {@code Idempotency-Key}s. A claim is a lease: its owner renews it while it works,
 * and when the owner died the next request with the key takes the claim over. All times are the
 * database's. Thread-safe.
 */
public final class IdempotencyRecords {
  /** How long a response is kept for replay. */
  public static final Duration KEPT = Duration.ofHours(24);

  /** How long a claim stands without being renewed. */
  public static final Duration LEASE = Duration.ofSeconds(15);

  private final TenantTransactions transactions;
  private final Duration lease;

  public IdempotencyRecords(TenantTransactions transactions) {
    this(transactions, LEASE);
  }

  private IdempotencyRecords(TenantTransactions transactions, Duration lease) {
    this.transactions = transactions;
    this.lease = lease;
  }

  /** With another lease than usual, for tests of what happens when it ends. */
  public static IdempotencyRecords withLease(TenantTransactions transactions, Duration lease) {
    return new IdempotencyRecords(transactions, lease);
  }

  /** What became of a claim. */
  public sealed interface Claim {
    /**
     * The request is ours to work on.
     *
     * @param attempt fences off whoever had the claim before
     * @param made id of what an earlier attempt made before its process died
     */
    record Ours(String tenant, String key, int attempt, Optional<String> made) implements Claim {}

    /** It was answered before. */
    record Answered(StoredResponse response) implements Claim {}

    /** The key was used for another request. */
    record OtherRequest() implements Claim {}

    /** Someone is working on it now. */
    record UnderWay() implements Claim {}
  }

  /** A response as it is replayed. */
  public record StoredResponse(int status, Map<String, String> headers, byte[] body) {}

  public Claim claim(String tenant, String key, byte[] requestHash) {
    return transactions.run(
        tenant,
        connection -> {
          forgetExpired(connection, tenant);
          if (inserted(connection, tenant, key, requestHash)) {
            return new Claim.Ours(tenant, key, 1, Optional.empty());
          }
          return existing(connection, tenant, key, requestHash);
        });
  }

  private static void forgetExpired(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM tidemark.idempotency WHERE tenant_id = ? AND expires_at <= now()")) {
      delete.setString(1, tenant);
      delete.executeUpdate();
    }
  }

  private boolean inserted(Connection connection, String tenant, String key, byte[] hash)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO tidemark.idempotency (tenant_id, key, request_hash, attempt, lease_until,"
                + " created_at, expires_at) VALUES (?, ?, ?, 1, now() + ? * interval '1 ms',"
                + " now(), now() + ? * interval '1 ms') ON CONFLICT DO NOTHING")) {
      insert.setString(1, tenant);
      insert.setString(2, key);
      insert.setBytes(3, hash);
      insert.setLong(4, lease.toMillis());
      insert.setLong(5, KEPT.toMillis());
      return insert.executeUpdate() == 1;
    }
  }

  private Claim existing(Connection connection, String tenant, String key, byte[] hash)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT request_hash, attempt, lease_until < now() AS abandoned, made, status, headers,"
                + " body FROM tidemark.idempotency WHERE tenant_id = ? AND key = ? FOR UPDATE")) {
      query.setString(1, tenant);
      query.setString(2, key);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return new Claim.UnderWay(); // released this moment; the client tries again
        }
        if (!Arrays.equals(row.getBytes("request_hash"), hash)) {
          return new Claim.OtherRequest();
        }
        int status = row.getInt("status");
        if (!row.wasNull()) {
          return new Claim.Answered(
              new StoredResponse(status, headers(row.getString("headers")), row.getBytes("body")));
        }
        if (!row.getBoolean("abandoned")) {
          return new Claim.UnderWay();
        }
        int attempt = row.getInt("attempt") + 1;
        String made = row.getString("made");
        takeOver(connection, tenant, key, attempt);
        return new Claim.Ours(tenant, key, attempt, Optional.ofNullable(made));
      }
    }
  }

  private void takeOver(Connection connection, String tenant, String key, int attempt)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE tidemark.idempotency SET attempt = ?, lease_until = now() + ? * interval '1 ms'"
                + " WHERE tenant_id = ? AND key = ?")) {
      update.setInt(1, attempt);
      update.setLong(2, lease.toMillis());
      update.setString(3, tenant);
      update.setString(4, key);
      update.executeUpdate();
    }
  }

  /** Says that the owner is alive. */
  public void renew(Claim.Ours claim) {
    change(
        claim,
        "UPDATE tidemark.idempotency SET lease_until = now() + interval '%d ms'"
            .formatted(lease.toMillis()));
  }

  /**
   * Links what the request made to the claim, in the transaction that makes it: after a crash the
   * next attempt finds it instead of making another.
   *
   * @throws SQLException if another attempt has taken the claim over; the transaction must not
   *     commit
   */
  public static void made(Connection connection, Claim.Ours claim, String id) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE tidemark.idempotency SET made = ?"
                + " WHERE tenant_id = ? AND key = ? AND attempt = ? AND status IS NULL")) {
      update.setString(1, id);
      update.setString(2, claim.tenant());
      update.setString(3, claim.key());
      update.setInt(4, claim.attempt());
      if (update.executeUpdate() != 1) {
        throw new SQLException("claim of the idempotency key was taken over", "40001");
      }
    }
  }

  /** Keeps the response for replay, unless another attempt has taken the claim over. */
  public void answer(Claim.Ours claim, StoredResponse response) {
    transactions.run(
        claim.tenant(),
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE tidemark.idempotency SET status = ?, headers = ?, body = ?"
                      + " WHERE tenant_id = ? AND key = ? AND attempt = ? AND status IS NULL")) {
            update.setInt(1, response.status());
            update.setString(2, text(response.headers()));
            update.setBytes(3, response.body());
            update.setString(4, claim.tenant());
            update.setString(5, claim.key());
            update.setInt(6, claim.attempt());
            return update.executeUpdate();
          }
        });
  }

  /**
   * Gives the claim up: the request may be sent again. If it has made something by now, the next
   * attempt is told so.
   */
  public void release(Claim.Ours claim) {
    change(claim, "UPDATE tidemark.idempotency SET lease_until = now() - interval '1 ms'");
    change(claim, "DELETE FROM tidemark.idempotency", " AND made IS NULL");
  }

  private void change(Claim.Ours claim, String statement) {
    change(claim, statement, "");
  }

  private void change(Claim.Ours claim, String statement, String condition) {
    transactions.run(
        claim.tenant(),
        connection -> {
          try (PreparedStatement change =
              connection.prepareStatement(
                  statement
                      + " WHERE tenant_id = ? AND key = ? AND attempt = ? AND status IS NULL"
                      + condition)) {
            change.setString(1, claim.tenant());
            change.setString(2, claim.key());
            change.setInt(3, claim.attempt());
            return change.executeUpdate();
          }
        });
  }

  private static String text(Map<String, String> headers) {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    return lines.toString();
  }

  private static Map<String, String> headers(@Nullable String lines) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : (lines == null ? "" : lines).lines().toList()) {
      int colon = line.indexOf(": ");
      headers.put(line.substring(0, colon), line.substring(colon + 2));
    }
    return headers;
  }

  /** SHA-256 of what makes two requests the same. */
  public static byte[] hash(String method, String target, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((method + " " + target + "\n").getBytes(StandardCharsets.UTF_8));
      return digest.digest(body);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent); // every Java platform has it
    }
  }
}
