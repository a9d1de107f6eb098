package dev.tidemark.app.command;

import dev.tidemark.app.host.Host;

/**
 * A command from a module that {@code app} does not know: the benchmarks bring the engines they
 * measure against, and those are not part of the installation. Found through {@link
 * java.util.ServiceLoader}.
 */
public interface CommandProvider {

  /** A new instance of the command, annotated with picocli's {@code @Command}. */
  Object command(Host host);
}
