package dev.tidemark.server.analysis;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Loses the connection at commits of transactions that end a run: the first before the commit, the
 * second after it, when only the answer is lost.
 */
final class LossyDatabase {
  private final AtomicInteger ends = new AtomicInteger();

  /** Commits at which a connection was lost. */
  int lost() {
    return Math.min(2, ends.get());
  }

  DataSource over(DataSource real) {
    return (DataSource)
        Proxy.newProxyInstance(
            LossyDatabase.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection")
                    ? lossy(real.getConnection())
                    : method.invoke(real, arguments));
  }

  private Connection lossy(Connection real) {
    boolean[] ending = {false};
    return (Connection)
        Proxy.newProxyInstance(
            LossyDatabase.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")
                  && arguments[0].toString().contains("SET status = 'SUCCEEDED'")) {
                ending[0] = true;
              }
              if (method.getName().equals("commit") && ending[0]) {
                ending[0] = false;
                commit(real, ends.incrementAndGet());
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void commit(Connection real, int which) throws SQLException {
    if (which == 1) {
      throw new SQLException("connection lost", "08006");
    }
    real.commit();
    if (which == 2) {
      throw new SQLException("connection lost", "08006");
    }
  }
}
