package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.render.RowFormat;
import dev.tidemark.app.render.RowWriter;
import dev.tidemark.stream.topic.Topic;
import dev.tidemark.stream.topic.TopicDifference;
import dev.tidemark.stream.topic.Topics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code tidemark topics list}. */
@Command(
    name = "list",
    header = "Lists the topics, how much is in them, and what is not as declared.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark topics list", "  tidemark topics list --json"})
final class TopicsListCommand extends TopicCommand {
  private static final List<String> COLUMNS =
      List.of("topic", "partitions", "records", "dead_letters", "retention", "state");

  TopicsListCommand(Host host) {
    super(host);
  }

  @Override
  int run(Topics topics) {
    List<TopicDifference> differences = topics.differences();
    Map<String, Topics.TopicState> states = new HashMap<>();
    topics.states().forEach(state -> states.put(state.name(), state));
    RowWriter writer = (json() ? RowFormat.JSON : RowFormat.TABLE).writer(out(), COLUMNS);
    for (Topic topic : Topic.values()) {
      Topics.TopicState state = states.get(topic.topicName());
      boolean differs =
          differences.stream()
              .anyMatch(
                  found ->
                      found.topic().equals(topic.topicName())
                          || found.topic().equals(topic.deadLetters()));
      boolean letters = states.containsKey(topic.deadLetters());
      writer.row(
          Arrays.asList(
              topic.topicName(),
              state == null ? 0 : state.partitions(),
              state == null ? 0L : records(topics, topic.topicName()),
              letters ? records(topics, topic.deadLetters()) : 0L,
              topic.compacted() ? "newest of each key" : topic.retention().toDays() + "d",
              state == null ? "missing" : differs ? "differs" : "as declared"));
    }
    writer.finish();
    explain(differences);
    return ExitCodes.OK;
  }

  private static long records(Topics topics, String topic) {
    return topics.spans(topic).stream().mapToLong(span -> span.end() - span.begin()).sum();
  }
}
