package dev.tidemark.server.health;

import java.util.concurrent.atomic.AtomicReference;

/** Where the server is between its start and its end. Thread-safe. */
public final class Lifecycle {
  private enum Stage {
    STARTING,
    SERVING,
    DRAINING
  }

  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.STARTING);

  public void serving() {
    stage.compareAndSet(Stage.STARTING, Stage.SERVING);
  }

  public void draining() {
    stage.set(Stage.DRAINING);
  }

  boolean started() {
    return stage.get() != Stage.STARTING;
  }

  /** Whether requests are taken; those that last for long end when they are not. */
  public boolean accepting() {
    return stage.get() == Stage.SERVING;
  }
}
