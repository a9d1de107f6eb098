package dev.tidemark.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.config.SettingsLoader;
import dev.tidemark.app.host.Host;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
  @TempDir private Path directory;

  /** As {@code tidemark up --no-jobs}. */
  @Test
  void withoutJobsItHasALogWhichAnotherProcessOfTheHomeUses() throws Exception {
    Host host = new CliHarness(directory).host(new StringWriter(), new StringWriter());
    Settings settings = new SettingsLoader(host).load(Optional.empty(), Optional.empty());
    try (Platform platform = Platform.start(host, settings, 0, Platform.Stream.LOG)) {
      EventLog log = platform.log().orElseThrow();
      assertThat(platform.jobs()).isEmpty();
      assertThat(log.differences()).isEmpty();
      try (HomeLock right = StreamJobs.right(settings).orElseThrow()) {
        assertThat(right).as("anybody may run the jobs").isNotNull();
      }

      EventLog.Broker broker = EventLog.broker(settings);
      assertThat(broker.own()).isNull();
      try (EventLog another = EventLog.open(settings, platform.services().database(), broker)) {
        assertThat(another.bootstrap()).isEqualTo(log.bootstrap());
        assertThat(another.registryUrl()).isEqualTo(log.registryUrl());
        assertThat(another.registry().subjects()).isNotEmpty();
      }
      assertThat(log.registry().subjects()).as("still served").isNotEmpty();
    }
  }
}
