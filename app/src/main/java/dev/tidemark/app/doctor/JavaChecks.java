package dev.tidemark.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.tidemark.app.command.Versions;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The Java runtime and what it brings along. */
final class JavaChecks {
  private static final int OLDEST = 21;
  private static final long MEBI = 1L << 20;

  private JavaChecks() {}

  static Finding release() {
    int feature = Runtime.version().feature();
    String seen = Runtime.version() + ", " + System.getProperty("java.home");
    return feature >= OLDEST
        ? Finding.ok("java", seen)
        : Finding.failed("java", seen, "install a JDK of release 21 or newer");
  }

  static Finding engineFlags() {
    boolean open = ByteBuffer.class.getModule().isOpen("java.nio", JavaChecks.class.getModule());
    return open
        ? Finding.ok("flags", "java.nio is open to the engines")
        : Finding.failed(
            "flags",
            "java.nio is closed to the engines",
            "start through ./tidemark, or pass the flags in app/target/tidemark/engine.flags");
  }

  static Finding memory(long engineBytes) {
    long heap = Runtime.getRuntime().maxMemory();
    long machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    String seen =
        "heap "
            + heap / MEBI
            + " MiB + engine "
            + engineBytes / MEBI
            + " MiB of "
            + machine / MEBI
            + " MiB";
    return heap + engineBytes <= machine
        ? Finding.ok("memory", seen)
        : Finding.warning(
            "memory",
            seen,
            "lower lake.memory, or the heap with TIDEMARK_HEAP, below what the machine has");
  }

  /** New York moved its clocks on 8 March 2026; a runtime that does not know cannot sessionise. */
  static Finding timeZones() {
    ZoneId newYork = ZoneId.of("America/New_York");
    Duration before =
        Duration.ofSeconds(
            newYork.getRules().getOffset(Instant.parse("2026-03-08T06:59:59Z")).getTotalSeconds());
    Duration after =
        Duration.ofSeconds(
            newYork.getRules().getOffset(Instant.parse("2026-03-08T07:00:00Z")).getTotalSeconds());
    String seen = "release " + Versions.timeZoneData();
    return before.equals(Duration.ofHours(-5)) && after.equals(Duration.ofHours(-4))
        ? Finding.ok("time zones", seen)
        : Finding.failed(
            "time zones",
            seen + " has wrong rules for New York",
            "update the JDK to a newer release");
  }
}
