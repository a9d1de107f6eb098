package dev.tidemark.smartdb.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the embedded server lives.
 *
 * @param directory program, data, passwords and log; {@code HOME/postgres}
 * @param port on 127.0.0.1; 0 to choose a free one once and keep it
 * @param secrets a new unguessable password at each call, letters and digits only
 * @param installation a PostgreSQL that is already unpacked (with {@code bin/postgres}), used
 *     instead of the bundled one
 */
public record EmbeddedOptions(
    Path directory, int port, Supplier<String> secrets, Optional<Path> installation) {

  public static EmbeddedOptions of(Path directory, Supplier<String> secrets) {
    return new EmbeddedOptions(directory, 0, secrets, Optional.empty());
  }

  public EmbeddedOptions withPort(int fixed) {
    return new EmbeddedOptions(directory, fixed, secrets, installation);
  }

  public EmbeddedOptions withInstallation(Path unpacked) {
    return new EmbeddedOptions(directory, port, secrets, Optional.of(unpacked));
  }
}
