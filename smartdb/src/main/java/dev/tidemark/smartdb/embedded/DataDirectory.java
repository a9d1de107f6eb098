package dev.tidemark.smartdb.embedded;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Makes the data directory of a new server. */
final class DataDirectory {
  private static final int FIRST_WITH_SYNCFS = 17;

  private DataDirectory() {}

  /**
   * Initialises it with UTF-8, byte order as collation and passwords for everybody, unless it is
   * there. It appears whole or not at all. The caller has the start lock.
   */
  static void create(Installation installation, Path data, Secrets secrets) throws IOException {
    if (Files.isDirectory(data)) {
      return;
    }
    Path partial = data.resolveSibling(data.getFileName() + ".part");
    FileTree.delete(partial);
    FileTree.ownerOnlyDirectory(partial);
    Account account = Account.choose(installation.program("postgres"), partial);
    Path password = data.resolveSibling("initdb.password");
    try {
      FileTree.writeSecret(password, secrets.superuser().password() + "\n");
      if (account.owner().isPresent()) {
        FileTree.give(password, account.owner().get());
      }
      List<String> command = new ArrayList<>(account.prefix());
      command.addAll(
          List.of(
              installation.program("initdb").toString(),
              "-D",
              partial.toString(),
              "-U",
              Secrets.SUPERUSER,
              "--pwfile=" + password,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--no-locale",
              "--data-checksums",
              // Whoever commits waits while a new segment of the log is made: 16 MB take 100 ms.
              "--wal-segsize=4"));
      if (installation.major() >= FIRST_WITH_SYNCFS) {
        // One flush of the file system instead of one for each of a thousand files.
        command.add("--sync-method=syncfs");
      }
      Command.Outcome outcome = Command.run(command);
      if (!outcome.succeeded()) {
        throw failed(outcome.output(), data);
      }
    } finally {
      Files.deleteIfExists(password);
    }
    Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static TidemarkException failed(String output, Path data) {
    return ServerTrouble.recognised(output)
        .orElseGet(
            () ->
                TidemarkException.of(
                    ErrorCode.IO_FAILURE,
                    "The embedded database could not be created",
                    output
                        .lines()
                        .filter(line -> line.contains("error"))
                        .findFirst()
                        .orElse(output),
                    "Check the directory and its file system"))
        .withDetail("directory", data);
  }
}
