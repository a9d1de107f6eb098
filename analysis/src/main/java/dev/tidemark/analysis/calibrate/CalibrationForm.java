package dev.tidemark.analysis.calibrate;

/** How thorough a calibration is. */
public enum CalibrationForm {
  /** Seconds: seven cells, few runs, bounds as wide as so few runs need. */
  QUICK,
  /** Minutes: the analyses and bounds of the specification. */
  FULL
}
