package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.time.Session;
import java.util.List;

/** A law of prices from which markets are drawn. */
interface Market {

  /** Short name, for tables. */
  String title();

  /** The law in a sentence, with its parameters. */
  String law();

  /**
   * Draws bars of five minutes.
   *
   * @param stream read from its cursor on; the bars are a function of it and the sessions
   */
  SessionBars bars(List<Session> sessions, PhiloxStream stream);
}
