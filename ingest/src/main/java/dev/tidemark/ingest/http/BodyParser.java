package dev.tidemark.ingest.http;

/** Makes a value of a whole body. */
@FunctionalInterface
public interface BodyParser<T> {
  /**
   * The value.
   *
   * @throws IncompleteBodyException when the body is not a whole document: the call is repeated
   */
  T parse(byte[] body) throws IncompleteBodyException;
}
