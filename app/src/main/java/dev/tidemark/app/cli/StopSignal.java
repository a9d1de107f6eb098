package dev.tidemark.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While it is open, Ctrl-C and SIGTERM ask the work to end, and the process waits for it: what was
 * told becomes durable, and the command says how far it came. Whatever is to happen before the
 * process ends happens before this is closed.
 */
public final class StopSignal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("stop").unstarted(this::end);

  /** Guarded by this. */
  private boolean signalled;

  /** Guarded by this. */
  private @Nullable Runnable stop;

  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** How to ask the work to end, from another thread; asked at once if the signal came already. */
  public void stopWith(Runnable action) {
    synchronized (this) {
      stop = action;
      if (!signalled) {
        return;
      }
    }
    action.run();
  }

  private void end() {
    Runnable action;
    synchronized (this) {
      signalled = true;
      action = stop;
    }
    if (action != null) {
      action.run();
    }
    try {
      if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The work did not end within {} s", PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // It is the signal that ended the work.
    }
  }
}
