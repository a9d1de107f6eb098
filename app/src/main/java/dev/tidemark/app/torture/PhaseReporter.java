package dev.tidemark.app.torture;

import dev.tidemark.app.host.Host;
import dev.tidemark.ingest.load.CrashPoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The victim's side: says on standard error where the run is, and stops at the moment it was told,
 * to be killed there.
 */
public final class PhaseReporter implements CrashPoints {
  static final String BATCH = "BATCH";

  private final Host host;
  private final Optional<Moment> pause;

  PhaseReporter(Host host, Optional<Moment> pause) {
    this.host = host;
    this.pause = pause;
  }

  /** What the torture command set for this process; otherwise nothing happens at any phase. */
  public static CrashPoints ofThisProcess(Host host) {
    if (!Boolean.getBoolean("tidemark.torture.report")) {
      return CrashPoints.NONE;
    }
    @Nullable String moment = System.getProperty("tidemark.torture.pause");
    return new PhaseReporter(host, Optional.ofNullable(moment).map(Moment::ofProperty));
  }

  /** As {@link #ofThisProcess}, for a loader: run after every batch that is durable. */
  public static Runnable batchesOfThisProcess(Host host) {
    if (!Boolean.getBoolean("tidemark.torture.report")) {
      return () -> {};
    }
    AtomicLong batches = new AtomicLong();
    return () -> {
      host.terminal().err().println(new Moment(BATCH, batches.getAndIncrement()).reachedLine());
      host.terminal().err().flush();
    };
  }

  @Override
  public void reached(Phase phase, long count) {
    Moment here = new Moment(phase.name(), count);
    PrintWriter err = host.terminal().err();
    err.println(here.reachedLine());
    if (pause.equals(Optional.of(here))) {
      err.println(here.pausedLine());
      err.flush();
      waitForTheEnd();
    }
    err.flush();
  }

  /** Nobody ever writes to this process: the read ends when the parent does, or never. */
  private void waitForTheEnd() {
    try {
      while (host.terminal().in().read() >= 0) {
        // Whatever it was, it was not the end.
      }
    } catch (IOException e) {
      // The parent is gone; so the run goes on.
    }
  }
}
