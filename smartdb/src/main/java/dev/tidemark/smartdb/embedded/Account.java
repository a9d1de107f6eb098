package dev.tidemark.smartdb.embedded;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom the server runs. PostgreSQL refuses to run as root, so that root has two ways, tried in
 * this order:
 *
 * <ol>
 *   <li>{@code unshare -U}: a user namespace in which the process is nobody. Outside it is still
 *       root, without root's rights, so that the data stay root's and any directory will do.
 *   <li>{@code setpriv --reuid}: the user {@code postgres}, else {@code nobody}. It is for machines
 *       that forbid user namespaces, as containers often do; that user gets the data directory and
 *       must be able to reach it.
 * </ol>
 *
 * @param prefix what stands before each command
 * @param owner to whom the data must belong; empty when they stay ours
 */
record Account(List<String> prefix, Optional<Ids> owner) {

  /** A user and group of the system. */
  record Ids(int uid, int gid) {}

  private static final int ROOT = 0;
  private static final List<String> NAMESPACE = List.of("unshare", "-U");

  Account {
    prefix = List.copyOf(prefix);
  }

  /**
   * @param postgres the program, to try whether it can be run
   * @param data directory that exists
   * @throws TidemarkException PRECONDITION_FAILED when no way is open
   */
  static Account choose(Path postgres, Path data) throws IOException {
    int self = uidOfThisProcess();
    Ids owner =
        new Ids(
            (Integer) Files.getAttribute(data, "unix:uid"),
            (Integer) Files.getAttribute(data, "unix:gid"));
    if (self != ROOT) {
      if (owner.uid() != self) {
        throw TidemarkException.of(
                ErrorCode.PRECONDITION_FAILED,
                "The database belongs to another user",
                "its files are of user id " + owner.uid() + " and this process is " + self,
                "Run as that user, or give the directory to this one: chown -R")
            .withDetail("directory", data);
      }
      return new Account(List.of(), Optional.empty());
    }
    return asRoot(postgres, data, owner);
  }

  private static Account asRoot(Path postgres, Path data, Ids owner) throws IOException {
    List<String> refusals = new ArrayList<>();
    if (owner.uid() == ROOT) {
      Optional<String> refusal = refusal(NAMESPACE, postgres, data);
      if (refusal.isEmpty()) {
        return new Account(NAMESPACE, Optional.empty());
      }
      refusals.add("unshare -U: " + refusal.get());
    }
    List<Ids> candidates = owner.uid() == ROOT ? PasswordFile.unprivileged() : List.of(owner);
    for (Ids ids : candidates) {
      List<String> prefix =
          List.of(
              "setpriv",
              "--reuid=" + ids.uid(),
              "--regid=" + ids.gid(),
              "--clear-groups",
              "--inh-caps=-all");
      FileTree.give(data, ids);
      Optional<String> refusal = refusal(prefix, postgres, data);
      if (refusal.isEmpty()) {
        return new Account(prefix, Optional.of(ids));
      }
      refusals.add("setpriv --reuid=" + ids.uid() + ": " + refusal.get());
    }
    if (owner.uid() == ROOT) {
      FileTree.give(data, owner);
    }
    throw TidemarkException.of(
            ErrorCode.PRECONDITION_FAILED,
            "The embedded PostgreSQL cannot be started by root here",
            "PostgreSQL does not run as root, and becoming someone else failed: "
                + String.join("; ", refusals),
            "Run Tidemark as a normal user, or choose a home that other users may enter, or give"
                + " the address of a PostgreSQL with database.url")
        .withDetail("directory", data);
  }

  /** Empty when that account can run the program and enter the data directory. */
  private static Optional<String> refusal(List<String> prefix, Path postgres, Path data) {
    List<String> version = new ArrayList<>(prefix);
    version.addAll(List.of(postgres.toString(), "-V"));
    List<String> enter = new ArrayList<>(prefix);
    enter.addAll(List.of("test", "-w", data.toString(), "-a", "-x", data.toString()));
    return Command.refusal(version)
        .or(() -> Command.refusal(enter).map(why -> "cannot write to " + data + " " + why));
  }

  private static int uidOfThisProcess() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("Uid:")) {
        // Real, effective, saved, file system.
        return Integer.parseInt(line.split("\\s+", -1)[2]);
      }
    }
    throw new IOException("/proc/self/status has no Uid line");
  }
}
