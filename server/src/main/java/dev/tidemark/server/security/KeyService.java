package dev.tidemark.server.security;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.server.analysis.Caller;
import dev.tidemark.server.security.AuditLog.Action;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Administers tenants and their keys, with the rights of the owner of the tables. */
public final class KeyService {
  /** The tenant of an installation that has no others. */
  public static final String DEFAULT_TENANT = "default";

  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final String ACTOR = "cli";

  private final TenantTransactions transactions;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * @param owner connections of the role that owns the tables
   * @param random cryptographically strong
   */
  public KeyService(DataSource owner, RandomGenerator random, InstantSource clock) {
    this.transactions = new TenantTransactions(owner);
    this.random = random;
    this.clock = clock;
  }

  /** A key as it is listed: without its secret, which is nowhere. */
  public record Listed(
      String tenant,
      String keyId,
      String name,
      KeyRole role,
      Instant created,
      @Nullable Instant lastUsed,
      @Nullable Instant revoked) {}

  /**
   * Creates a tenant unless it is there.
   *
   * @return whether it was created
   * @throws TidemarkException INVALID_ARGUMENT if the name cannot be one
   */
  public boolean createTenant(String tenant, Caller.Plan plan) {
    checked(tenant);
    return transactions.run(
        tenant,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO tidemark.tenants (tenant_id, name, per_day, concurrent,"
                      + " horizon_years, priority, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                      + " ON CONFLICT DO NOTHING")) {
            insert.setString(1, tenant);
            insert.setString(2, tenant);
            insert.setInt(3, plan.perDay());
            insert.setInt(4, plan.concurrent());
            insert.setInt(5, plan.horizonYears());
            insert.setInt(6, plan.priority());
            insert.setTimestamp(7, Timestamp.from(clock.instant()));
            boolean created = insert.executeUpdate() == 1;
            if (created) {
              AuditLog.record(connection, tenant, ACTOR, Action.TENANT_CREATED, tenant, "");
            }
            return created;
          }
        });
  }

  /**
   * Creates a key. Its secret is in the returned value and nowhere else.
   *
   * @throws TidemarkException NOT_FOUND if there is no such tenant
   */
  public ApiKey create(String tenant, String name, KeyRole role) {
    checked(tenant);
    return transactions.run(tenant, connection -> insert(connection, tenant, name, role));
  }

  /**
   * The first key of an installation, for {@code tidemark up}: made once, with its tenant.
   *
   * @return empty if the tenant has a key that is not revoked
   */
  public Optional<ApiKey> firstKey(Caller.Plan plan) {
    createTenant(DEFAULT_TENANT, plan);
    return transactions.run(
        DEFAULT_TENANT,
        connection -> {
          try (PreparedStatement lock =
              connection.prepareStatement(
                  "SELECT EXISTS (SELECT FROM tidemark.api_keys k WHERE k.tenant_id = t.tenant_id)"
                      + " FROM tidemark.tenants t WHERE tenant_id = ? FOR UPDATE")) {
            lock.setString(1, DEFAULT_TENANT);
            try (ResultSet row = lock.executeQuery()) {
              if (row.next() && row.getBoolean(1)) {
                return Optional.<ApiKey>empty();
              }
            }
          }
          return Optional.of(insert(connection, DEFAULT_TENANT, "first", KeyRole.OPERATOR));
        });
  }

  private ApiKey insert(Connection connection, String tenant, String name, KeyRole role)
      throws SQLException {
    ApiKey key = ApiKey.generate(random);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO tidemark.api_keys (tenant_id, key_id, name, secret_hash, role, created_at)"
                + " SELECT tenant_id, ?, ?, ?, ?, ? FROM tidemark.tenants WHERE tenant_id = ?")) {
      insert.setString(1, key.id());
      insert.setString(2, name);
      insert.setBytes(3, key.secretHash());
      insert.setString(4, role.name());
      insert.setTimestamp(5, Timestamp.from(clock.instant()));
      insert.setString(6, tenant);
      if (insert.executeUpdate() == 0) {
        throw TidemarkException.of(
                ErrorCode.NOT_FOUND,
                "Tenant not found",
                "no tenant has this name",
                "Create it with 'tidemark keys create --new-tenant'")
            .withDetail("tenant", tenant);
      }
    }
    AuditLog.record(connection, tenant, ACTOR, Action.KEY_CREATED, key.id(), "");
    return key;
  }

  /**
   * Keys by tenant and time of creation.
   *
   * @param tenant null for all
   */
  public List<Listed> list(@Nullable String tenant) {
    return transactions.run(
        tenant == null ? "" : tenant,
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT tenant_id, key_id, name, role, created_at, last_used_at, revoked_at"
                      + " FROM tidemark.api_keys WHERE ?::text IS NULL OR tenant_id = ?"
                      + " ORDER BY tenant_id, created_at, key_id")) {
            query.setString(1, tenant);
            query.setString(2, tenant);
            List<Listed> keys = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                keys.add(listed(row));
              }
            }
            return keys;
          }
        });
  }

  /**
   * Revokes a key for good; requests with it fail within seconds.
   *
   * @param id of the key, or its clear text
   * @return the key; it may have been revoked before
   * @throws TidemarkException NOT_FOUND if there is no such key
   */
  public Listed revoke(String id) {
    String keyId = ApiKey.parse(id).map(ApiKey::id).orElse(id);
    Listed key =
        list(null).stream()
            .filter(k -> k.keyId().equals(keyId))
            .findFirst()
            .orElseThrow(
                () ->
                    TidemarkException.of(
                            ErrorCode.NOT_FOUND,
                            "Key not found",
                            "no key has this id",
                            "'tidemark keys list' shows the ids")
                        .withDetail("key", keyId));
    if (key.revoked() != null) {
      return key;
    }
    Instant now = clock.instant();
    transactions.run(
        key.tenant(),
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE tidemark.api_keys SET revoked_at = ?"
                      + " WHERE tenant_id = ? AND key_id = ? AND revoked_at IS NULL")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, key.tenant());
            update.setString(3, keyId);
            if (update.executeUpdate() == 1) {
              AuditLog.record(connection, key.tenant(), ACTOR, Action.KEY_REVOKED, keyId, "");
            }
            return keyId;
          }
        });
    return new Listed(
        key.tenant(), keyId, key.name(), key.role(), key.created(), key.lastUsed(), now);
  }

  private static Listed listed(ResultSet row) throws SQLException {
    return new Listed(
        row.getString("tenant_id"),
        row.getString("key_id"),
        row.getString("name"),
        KeyRole.valueOf(row.getString("role")),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "last_used_at"),
        instant(row, "revoked_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private static void checked(String tenant) {
    if (!TENANT.matcher(tenant).matches()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Not a name for a tenant",
              "a tenant is named with 1 to 63 lower-case letters, digits and hyphens",
              "Choose another name, such as 'research'")
          .withDetail("tenant", tenant);
    }
  }
}
