package dev.tidemark.ingest.provider;

/**
 * A whole source that is not read.
 *
 * @param source logical name
 * @param code stable reason, e.g. {@code NO_TABLE}
 * @param why the reason in words
 * @param fix what the user can do
 */
public record Refusal(String source, String code, String why, String fix) {

  @Override
  public String toString() {
    return source + ": " + code + ": " + why + "; " + fix;
  }
}
