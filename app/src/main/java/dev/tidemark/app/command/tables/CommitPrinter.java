package dev.tidemark.app.command.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.lake.Commit;
import java.io.PrintWriter;

/** Says what a change of a table did. */
final class CommitPrinter {
  private CommitPrinter() {}

  static int print(PrintWriter out, boolean json, String table, Commit commit) {
    if (json) {
      ObjectNode document = Json.object();
      document.put("table", table);
      document.put("operation", commit.operation());
      document.put("version", commit.version());
      document.put("changed", !commit.skipped());
      document.put("files_added", commit.filesAdded());
      document.put("files_removed", commit.filesRemoved());
      document.put("rows", commit.rows());
      commit.metrics().forEach(document.putObject("metrics")::put);
      Json.print(out, document);
    } else if (commit.skipped()) {
      out.println(table + ": nothing to do at version " + commit.version());
    } else {
      out.println(
          String.format(
              "%s: %s is version %d, %d files replaced by %d, %d rows written",
              table,
              commit.operation(),
              commit.version(),
              commit.filesRemoved(),
              commit.filesAdded(),
              commit.rows()));
    }
    return 0;
  }
}
