package dev.tidemark.core.time;

/** Name of a trading calendar. */
public enum CalendarId {
  /** New York Stock Exchange, regular hours. */
  XNYS,
  /** Every UTC day is a session. */
  CRYPTO_24X7,
  /** Foreign exchange: five sessions a week, each from 17:00 to 17:00 New York time. */
  FX_24X5
}
