package dev.tidemark.stream.sink;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Login;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How a job reaches the Smart-DB from whichever process it runs in.
 *
 * @param jdbcUrl without credentials
 * @param become role taken after logging in; null when the user is the role
 */
public record SmartDbAddress(
    String jdbcUrl, String user, String password, @Nullable DatabaseRole become)
    implements Serializable {

  /** The address of this database, as the role that writes market data. */
  public static SmartDbAddress of(Database database) {
    Login login = database.login(DatabaseRole.INGEST);
    return new SmartDbAddress(
        database.jdbcUrl(), login.user(), login.password(), login.become().orElse(null));
  }

  /** Connections as the role that writes market data; a new one each time. */
  public DataSource connections() {
    Login login = new Login(user, password, Optional.ofNullable(become));
    return new Database(jdbcUrl, Map.of(DatabaseRole.INGEST, login))
        .dataSource(DatabaseRole.INGEST);
  }

  /** Never with the password: addresses end up in logs. */
  @Override
  public String toString() {
    return "SmartDbAddress[jdbcUrl=" + jdbcUrl + ", user=" + user + ", become=" + become + "]";
  }
}
