package dev.tidemark.stream.topic;

/**
 * Something a topic has that is not as declared.
 *
 * @param setting such as {@code retention.ms}
 * @param meaning what comes of it
 * @param fix what to do
 */
public record TopicDifference(
    String topic, String setting, String declared, String found, String meaning, String fix) {
  @Override
  public String toString() {
    return topic
        + ": "
        + setting
        + " is "
        + found
        + ", declared "
        + declared
        + "; "
        + meaning
        + ". "
        + fix
        + ".";
  }
}
