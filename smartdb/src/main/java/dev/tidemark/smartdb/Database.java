package dev.tidemark.smartdb;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;

/**
 * A PostgreSQL database with our roles and schema in it, and how to log in as each role.
 *
 * <p>The embedded server gives every role a password of its own. An external one is reached with
 * one login that takes the role with {@code SET ROLE} ({@link ExternalPostgres}).
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, without credentials
 */
public record Database(String jdbcUrl, Map<DatabaseRole, Login> logins) {
  /** Where the server's tables are; it is the search path of every connection given out here. */
  public static final String SCHEMA = "tidemark";

  /** Tables of market data. */
  public static final String MARKET_SCHEMA = "md";

  /** Views and functions of market data: all that applications read. */
  public static final String API_SCHEMA = "api";

  /** Tables of the schema registry; nothing in them is a tenant's. */
  public static final String REGISTRY_SCHEMA = "registry";

  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  public Database {
    logins = Map.copyOf(logins);
  }

  public Login login(DatabaseRole role) {
    return Objects.requireNonNull(logins.get(role), role.sqlName());
  }

  /**
   * What PostgreSQL's own programs take from the environment to connect as a role, its password
   * included; they read schema {@code api} unless told otherwise.
   */
  public Map<String, String> environment(DatabaseRole role) {
    Properties address = Objects.requireNonNull(Driver.parseURL(jdbcUrl, null), jdbcUrl);
    Login login = login(role);
    Map<String, String> environment = new HashMap<>();
    environment.put("PGHOST", address.getProperty("PGHOST"));
    environment.put("PGPORT", address.getProperty("PGPORT"));
    environment.put("PGDATABASE", address.getProperty("PGDBNAME"));
    if (address.getProperty("sslmode") != null) {
      environment.put("PGSSLMODE", address.getProperty("sslmode"));
    }
    environment.put("PGUSER", login.user());
    environment.put("PGPASSWORD", login.password());
    environment.put("PGAPPNAME", "tidemark");
    environment.put(
        "PGOPTIONS",
        "-c search_path="
            + API_SCHEMA
            + login.become().map(other -> " -c role=" + other.sqlName()).orElse(""));
    return environment;
  }

  /** A new connection each time; for migrations, listeners and tests. */
  public DataSource dataSource(DatabaseRole role) {
    return LoginDataSource.of(jdbcUrl, login(role), Timeouts.of(role));
  }

  /**
   * A pool named {@code tidemark-<role>} that connects at its first use; settings such as metrics
   * may be changed until then. Connections of the role that serves requests are looked at when they
   * come back: none stays set to a tenant. Close it when done.
   */
  public HikariDataSource pool(DatabaseRole role, int size) {
    HikariDataSource pool =
        role == DatabaseRole.APP ? new ReturnedClean(role) : new HikariDataSource();
    pool.setPoolName("tidemark-" + role.name().toLowerCase(Locale.ROOT));
    pool.setDataSource(dataSource(role));
    pool.setMaximumPoolSize(size);
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    return pool;
  }
}
