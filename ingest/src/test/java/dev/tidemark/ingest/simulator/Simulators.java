package dev.tidemark.ingest.simulator;

/** Simulators of the named instruments on their real calendars. */
final class Simulators {
  private Simulators() {}

  static MarketSimulator simulator(String symbol, long seed) {
    return simulator(DemoUniverse.find(symbol).orElseThrow(), seed);
  }

  static MarketSimulator simulator(MarketModel model, long seed) {
    return new MarketSimulator(model, seed, SessionSource.of(model.calendar()));
  }
}
