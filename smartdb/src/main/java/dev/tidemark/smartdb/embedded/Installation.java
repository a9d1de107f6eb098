package dev.tidemark.smartdb.embedded;

import java.nio.file.Path;

/**
 * An unpacked PostgreSQL.
 *
 * @param root has {@code bin} in it
 * @param major the version whose data it reads, such as 18
 */
record Installation(Path root, int major) {

  Path program(String name) {
    return root.resolve("bin").resolve(name);
  }
}
