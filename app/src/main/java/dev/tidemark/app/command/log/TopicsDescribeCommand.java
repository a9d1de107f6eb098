package dev.tidemark.app.command.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.topic.TopicDeclaration;
import dev.tidemark.stream.topic.TopicDifference;
import dev.tidemark.stream.topic.Topics;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidemark topics describe}. */
@Command(
    name = "describe",
    header = "Tells the settings and the partitions of one topic.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark topics describe market.trades.v1",
      "  tidemark topics describe alerts.v1.dlq --json"
    })
final class TopicsDescribeCommand extends TopicCommand {
  @Parameters(paramLabel = "TOPIC", description = "A topic, or TOPIC.dlq for its dead letters.")
  private String topic = "";

  TopicsDescribeCommand(Host host) {
    super(host);
  }

  @Override
  int run(Topics topics) {
    TopicDeclaration declared =
        TopicDeclaration.all().stream()
            .filter(known -> known.name().equals(topic))
            .findFirst()
            .orElseThrow(this::unknown);
    List<TopicDifference> differences =
        topics.differences().stream().filter(found -> found.topic().equals(topic)).toList();
    Topics.TopicState state =
        topics.states().stream()
            .filter(found -> found.name().equals(topic))
            .findFirst()
            .orElseThrow(
                () ->
                    TidemarkException.of(
                        ErrorCode.NOT_FOUND,
                        "Topic " + topic + " is not there",
                        "nobody made it in this cluster",
                        "Run 'tidemark topics create'"));
    print(declared, state, topics.spans(topic));
    explain(differences);
    return differences.isEmpty() ? ExitCodes.OK : ExitCodes.FINDINGS;
  }

  private void print(TopicDeclaration declared, Topics.TopicState state, List<Topics.Span> spans) {
    var settings = new TreeMap<>(declared.settings());
    settings.replaceAll((name, value) -> state.settings().getOrDefault(name, "not told"));
    if (json()) {
      ObjectNode document = Json.object();
      document.put("topic", topic).put("replicas", state.replicas());
      ObjectNode found = document.putObject("settings");
      settings.forEach(found::put);
      var partitions = document.putArray("partitions");
      spans.forEach(
          span ->
              partitions
                  .addObject()
                  .put("partition", span.partition())
                  .put("begin", span.begin())
                  .put("end", span.end()));
      Json.print(out(), document);
      return;
    }
    out()
        .println(
            topic + ", " + state.partitions() + " partitions, " + state.replicas() + " replicas");
    settings.forEach((name, value) -> out().println(String.format("  %-24s %s", name, value)));
    for (Topics.Span span : spans) {
      out()
          .println(
              String.format(
                  "  partition %d: offsets %d to %d, %d records",
                  span.partition(), span.begin(), span.end(), span.end() - span.begin()));
    }
  }

  private TidemarkException unknown() {
    return TidemarkException.of(
        ErrorCode.INVALID_ARGUMENT,
        "There is no topic " + topic,
        "none of that name is declared",
        "Name one of "
            + TopicDeclaration.all().stream()
                .map(TopicDeclaration::name)
                .filter(name -> !name.endsWith(".dlq"))
                .collect(Collectors.joining(", ")));
  }
}
