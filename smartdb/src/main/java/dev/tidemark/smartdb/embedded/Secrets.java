package dev.tidemark.smartdb.embedded;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Login;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/** The passwords of the server, in a file that only its owner can read. */
final class Secrets {
  static final String SUPERUSER = "postgres";
  private static final String FILE = "secrets.properties";

  private final Path file;
  private final Properties passwords;

  private Secrets(Path file, Properties passwords) {
    this.file = file;
    this.passwords = passwords;
  }

  /** Reads them, or makes them when the server has no data yet. The caller has the start lock. */
  static Secrets readOrMake(Path directory, boolean dataExist, Supplier<String> source)
      throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      if (dataExist) {
        throw TidemarkException.of(
                ErrorCode.PRECONDITION_FAILED,
                "The passwords of the embedded database are gone",
                "its data are there and " + FILE + " is not",
                "Put the file back from a backup; or, when the data do not matter, delete the"
                    + " directory")
            .withDetail("file", file);
      }
      StringBuilder text = new StringBuilder();
      text.append(SUPERUSER).append('=').append(source.get()).append('\n');
      for (DatabaseRole role : DatabaseRole.values()) {
        text.append(role.sqlName()).append('=').append(source.get()).append('\n');
      }
      FileTree.writeSecret(file, text.toString());
    }
    Properties passwords = read(file);
    StringBuilder added = new StringBuilder();
    for (DatabaseRole role : DatabaseRole.values()) {
      if (passwords.getProperty(role.sqlName()) == null) { // a role that came with a later release
        added.append(role.sqlName()).append('=').append(source.get()).append('\n');
      }
    }
    if (!added.isEmpty()) {
      FileTree.writeSecret(file, Files.readString(file) + added);
      passwords = read(file);
    }
    return new Secrets(file, passwords);
  }

  private static Properties read(Path file) throws IOException {
    Properties passwords = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      passwords.load(in);
    }
    return passwords;
  }

  Login superuser() {
    return login(SUPERUSER);
  }

  Login login(DatabaseRole role) {
    return login(role.sqlName());
  }

  private Login login(String user) {
    String password = passwords.getProperty(user);
    if (password == null) {
      throw TidemarkException.of(
              ErrorCode.CORRUPT,
              "The file of passwords has none for " + user,
              "it was changed or cut short",
              "Put it back from a backup")
          .withDetail("file", file);
    }
    return new Login(user, password, Optional.empty());
  }
}
