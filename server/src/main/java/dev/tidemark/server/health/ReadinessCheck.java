package dev.tidemark.server.health;

/**
 * Something without which no request can be answered.
 *
 * @param name as {@code /health/ready} shows it
 */
public record ReadinessCheck(String name, Probe probe) {

  /** Asks the part; throws or says false when it does not work. */
  @FunctionalInterface
  public interface Probe {
    boolean works() throws Exception;
  }
}
