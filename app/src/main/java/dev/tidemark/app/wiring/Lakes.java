package dev.tidemark.app.wiring;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.store.LocalTableStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the lake as it is configured. */
public final class Lakes {
  private Lakes() {}

  /** Close it when done. The log level of the configuration takes effect here too. */
  public static TableStore open(Host host, Settings settings) {
    setLogLevel(settings.text(KnownSettings.LOG_LEVEL));
    LakeOptions options =
        LakeOptions.of(settings.path(KnownSettings.LAKE_ROOT), host.clock())
            .withMemoryBytes(settings.size(KnownSettings.LAKE_MEMORY))
            .withDurable(settings.isOn(KnownSettings.LAKE_DURABLE));
    int threads = settings.count(KnownSettings.LAKE_THREADS);
    return LocalTableStore.open(threads == 0 ? options : options.withThreads(threads));
  }

  private static void setLogLevel(String level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      logging.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level, Level.WARN));
    }
  }
}
