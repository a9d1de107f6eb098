package dev.tidemark.app.command.smartdb;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.RowFormat;
import dev.tidemark.app.render.RowWriter;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark smartdb psql}. */
@Command(
    name = "psql",
    header = "Opens a SQL prompt as the role that may only read schema api.",
    description = {
      "",
      "Runs the machine's psql; it gets address and password in its environment. With -c the"
          + " statement is run without psql and its rows are printed.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark smartdb psql",
      "  tidemark smartdb psql -c \"SELECT * FROM api.feature_registry\" --json",
      "  tidemark smartdb psql -- --csv -f report.sql"
    })
final class PsqlCommand extends MarketCommand {
  private static final int FETCH = 1_000;

  @Option(
      names = {"-c", "--command"},
      paramLabel = "SQL",
      description = "Run this statement, print its rows, and end.")
  private @Nullable String sql;

  @Parameters(paramLabel = "ARG", description = "Handed to psql; put -- before them.")
  private List<String> arguments = new ArrayList<>();

  PsqlCommand(Host host) {
    super(host);
  }

  @Override
  int run(Databases.Opened opened, Settings settings) {
    if (sql != null) {
      print(opened.database(), sql);
      return ExitCodes.OK;
    }
    return prompt(opened.database());
  }

  private void print(Database database, String statementText) {
    try (Connection connection = database.dataSource(DatabaseRole.READER).getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setSchema(Database.API_SCHEMA);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(FETCH);
        if (statement.execute(statementText)) {
          print(statement.getResultSet());
        }
      }
      connection.rollback();
    } catch (SQLException e) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "The statement failed",
              String.valueOf(e.getMessage()),
              "Only reading schema api is allowed; 'tidemark smartdb psql -c \"SELECT * FROM"
                  + " api.feature_registry\"' lists what there is",
              e)
          .withDetail("sqlstate", String.valueOf(e.getSQLState()));
    }
  }

  private void print(ResultSet rows) throws SQLException {
    ResultSetMetaData shape = rows.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(shape.getColumnLabel(i));
    }
    RowWriter writer = (json() ? RowFormat.JSON : RowFormat.TABLE).writer(out(), columns);
    while (rows.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        Object value = rows.getObject(i);
        row.add(value instanceof Number || value instanceof Boolean ? value : rows.getString(i));
      }
      writer.row(row);
    }
    writer.finish();
  }

  private int prompt(Database database) {
    List<String> command = new ArrayList<>();
    command.add(psql().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(database.environment(DatabaseRole.READER));
    try {
      Process psql = builder.start();
      // Ctrl-C belongs to psql, which stops a query at it; this process waits for psql to end.
      Thread wait = new Thread(() -> psql.onExit().join());
      Runtime.getRuntime().addShutdownHook(wait);
      int code = psql.waitFor();
      remove(wait);
      return code;
    } catch (IOException e) {
      throw noPsql(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCodes.INTERRUPTED;
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process is at its end already, as it should be.
    }
  }

  private Path psql() {
    Map<String, String> environment = host().environment();
    String path = environment.getOrDefault("PATH", "");
    for (String directory : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Path candidate = host().resolve(directory).resolve("psql");
      if (!directory.isEmpty() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    throw noPsql("no directory of PATH has it");
  }

  private static TidemarkException noPsql(@Nullable String why) {
    return TidemarkException.of(
        ErrorCode.PRECONDITION_FAILED,
        "psql cannot be run",
        String.valueOf(why),
        "Install the PostgreSQL client, or run one statement without it: -c SQL");
  }
}
