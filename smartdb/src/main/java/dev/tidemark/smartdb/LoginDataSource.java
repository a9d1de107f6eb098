package dev.tidemark.smartdb;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections that are already the role they are for. */
final class LoginDataSource implements DataSource {
  private static final int CONNECT_SECONDS = 5;

  private final PGSimpleDataSource connections;
  private final Login login;
  private final Timeouts timeouts;

  private LoginDataSource(PGSimpleDataSource connections, Login login, Timeouts timeouts) {
    this.connections = connections;
    this.login = login;
    this.timeouts = timeouts;
  }

  static DataSource of(String jdbcUrl, Login login, Timeouts timeouts) {
    PGSimpleDataSource connections = new PGSimpleDataSource();
    connections.setUrl(jdbcUrl);
    connections.setUser(login.user());
    connections.setPassword(login.password());
    connections.setCurrentSchema(Database.SCHEMA);
    connections.setConnectTimeout(CONNECT_SECONDS);
    connections.setTcpKeepAlive(true);
    connections.setApplicationName("tidemark");
    return new LoginDataSource(connections, login, timeouts);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return asRole(connections.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return asRole(connections.getConnection(user, password));
  }

  private Connection asRole(Connection connection) throws SQLException {
    // Set by statement and not at login: a pooler between us and the server may refuse options.
    String become = login.become().map(role -> "SET ROLE " + role.sqlName() + "; ").orElse("");
    try (Statement statement = connection.createStatement()) {
      statement.execute(become + timeouts.statements());
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return connections.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    connections.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) {
    connections.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return connections.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("the driver logs through java.util.logging");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("not a wrapper of " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
