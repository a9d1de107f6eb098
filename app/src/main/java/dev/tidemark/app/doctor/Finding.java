package dev.tidemark.app.doctor;

/**
 * What one check found.
 *
 * @param detail what was seen, always filled in
 * @param fix what to do about it; empty when all is well
 */
public record Finding(String check, Status status, String detail, String fix) {

  /** How bad it is. */
  public enum Status {
    OK,
    /** Works, but something will be slower or is missing that only some commands need. */
    WARNING,
    FAILED
  }

  static Finding ok(String check, String detail) {
    return new Finding(check, Status.OK, detail, "");
  }

  static Finding warning(String check, String detail, String fix) {
    return new Finding(check, Status.WARNING, detail, fix);
  }

  static Finding failed(String check, String detail, String fix) {
    return new Finding(check, Status.FAILED, detail, fix);
  }
}
