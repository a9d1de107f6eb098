package dev.tidemark.app.command.log;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.host.Host;
import dev.tidemark.stream.topic.TopicDifference;
import dev.tidemark.stream.topic.Topics;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code tidemark topics create}. */
@Command(
    name = "create",
    header = "Makes the topics that are missing; those that are there are not touched.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark topics create",
      "  TIDEMARK_KAFKA_BOOTSTRAP=kafka:9092 tidemark topics create"
    })
final class TopicsCreateCommand extends TopicCommand {
  TopicsCreateCommand(Host host) {
    super(host);
  }

  @Override
  int run(Topics topics) {
    List<TopicDifference> differences = topics.ensure();
    int found = topics.states().size();
    out().println(found + " topics are there, " + differences.size() + " settings differ");
    explain(differences);
    return differences.isEmpty() ? ExitCodes.OK : ExitCodes.FINDINGS;
  }
}
