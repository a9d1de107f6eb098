package dev.tidemark.smartdb;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * A PostgreSQL database with our roles and schema in it, and how to log in as each role.
 *
 * <p>The embedded server gives every role a password of its own. An external one is reached with
 * one login that takes the role with {@code SET ROLE} ({@link ExternalPostgres}).
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, without credentials
 */
public record Database(String jdbcUrl, Login owner, Login app, Login worker) {
  /** Where all our tables are; it is the search path of every connection given out here. */
  public static final String SCHEMA = "tidemark";

  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  public Login login(DatabaseRole role) {
    return switch (role) {
      case OWNER -> owner;
      case APP -> app;
      case WORKER -> worker;
    };
  }

  /** A new connection each time; for migrations, listeners and tests. */
  public DataSource dataSource(DatabaseRole role) {
    return LoginDataSource.of(jdbcUrl, login(role));
  }

  /**
   * A pool named {@code tidemark-<role>} that connects at its first use; settings such as metrics
   * may be changed until then. Close it when done.
   */
  public HikariDataSource pool(DatabaseRole role, int size) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("tidemark-" + role.name().toLowerCase(Locale.ROOT));
    pool.setDataSource(dataSource(role));
    pool.setMaximumPoolSize(size);
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    return pool;
  }
}
