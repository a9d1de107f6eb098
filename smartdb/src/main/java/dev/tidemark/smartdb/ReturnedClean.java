package dev.tidemark.smartdb;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A pool that looks at every connection that comes back. One that is still set to a tenant, or that
 * is not the role it was, is closed instead of being given to the next, and whoever returned it
 * learns that he made a mistake. Settings made for a transaction are gone with it; this is about
 * those made for the session.
 */
final class ReturnedClean extends HikariDataSource {
  /** State of the error that a returned connection was not clean. */
  static final String LEFT_SET = "TM002";

  private final String role;

  ReturnedClean(DatabaseRole role) {
    this.role = role.sqlName();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new Lent(connection));
  }

  /** A connection in somebody's hands. */
  private final class Lent implements InvocationHandler {
    private final Connection connection;
    private boolean returned;

    Lent(Connection connection) {
      this.connection = connection;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals("close")) {
        giveBack();
        return null;
      }
      try {
        return method.invoke(connection, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    private void giveBack() throws SQLException {
      if (returned) {
        return;
      }
      returned = true;
      String left = "";
      try {
        if (!connection.isClosed()) {
          left = leftSet();
        }
      } catch (SQLException broken) {
        // Cannot be asked, so nobody else shall have it.
        evictConnection(connection);
      }
      if (!left.isEmpty()) {
        evictConnection(connection);
      }
      connection.close();
      if (!left.isEmpty()) {
        throw new SQLException(
            "the connection came back " + left + "; set tenants for a transaction only", LEFT_SET);
      }
    }

    private String leftSet() throws SQLException {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT COALESCE(current_setting('tidemark.tenant', true), ''), current_user")) {
        rows.next();
        if (!rows.getString(1).isEmpty()) {
          return "set to a tenant";
        }
        return rows.getString(2).equals(role) ? "" : "as another role";
      }
    }
  }
}
