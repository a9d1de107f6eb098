package dev.tidemark.smartdb.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The users of the system as {@code /etc/passwd} lists them. */
final class PasswordFile {
  private static final List<String> NAMES = List.of("postgres", "nobody");
  private static final Account.Ids NOBODY = new Account.Ids(65534, 65534);
  private static final int UID = 2;
  private static final int GID = 3;

  private PasswordFile() {}

  /** Accounts without rights that may run a server, the best first; never empty. */
  static List<Account.Ids> unprivileged() throws IOException {
    Path file = Path.of("/etc/passwd");
    List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    List<Account.Ids> found = new ArrayList<>();
    for (String name : NAMES) {
      for (String line : lines) {
        String[] fields = line.split(":", -1);
        if (fields.length > GID && fields[0].equals(name)) {
          found.add(new Account.Ids(Integer.parseInt(fields[UID]), Integer.parseInt(fields[GID])));
        }
      }
    }
    return found.isEmpty() ? List.of(NOBODY) : found;
  }
}
