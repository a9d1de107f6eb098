package dev.tidemark.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.app.CliHarness.Outcome;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What all commands have in common. */
class TidemarkCliTest {
  @TempDir private Path directory;

  private CliHarness cli;

  @BeforeEach
  void create() {
    cli = new CliHarness(directory);
  }

  @Test
  void helpListsCommandsExitCodesAndExamples() {
    Outcome outcome = cli.run("--help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("Commands:", "doctor", "version", "Exit codes:", "Examples:");
  }

  @Test
  void everyCommandExplainsItselfWithExamplesAndHasTheCommonOptions() {
    List<String> incomplete = new ArrayList<>();
    for (CommandLine command : allCommands()) {
      var usage = command.getCommandSpec().usageMessage();
      String name = command.getCommandSpec().qualifiedName();
      if (usage.header().length == 0) {
        incomplete.add(name + ": no header");
      }
      if (usage.footer().length == 0 || !usage.footer()[0].startsWith("  tidemark ")) {
        incomplete.add(name + ": no examples");
      }
      if (usage.exitCodeList().size() != ExitCodes.descriptions().size()) {
        incomplete.add(name + ": no exit codes");
      }
      for (String option : List.of("--help", "--json", "--debug")) {
        if (command.getCommandSpec().findOption(option) == null) {
          incomplete.add(name + ": no " + option);
        }
      }
    }
    assertThat(incomplete).isEmpty();
  }

  @Test
  void examplesParse() {
    List<String> wrong = new ArrayList<>();
    CommandLine root = TidemarkCli.create(cli.host(new StringWriter(), new StringWriter()));
    for (CommandLine command : allCommands()) {
      for (String line : command.getCommandSpec().usageMessage().footer()) {
        List<String> words = ExampleLine.words(line);
        if (words.isEmpty() || words.contains("COMMAND")) {
          continue;
        }
        try {
          root.parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
          wrong.add(line + " -> " + e.getMessage());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void unambiguousPrefixOfACommandWorks() {
    assertThat(cli.run("vers", "--json").json().has("tzdb")).isTrue();
  }

  @Test
  void misspeltCommandIsAnsweredWithTheNearest() {
    Outcome outcome = cli.run("docter");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("error: ").contains("Did you mean").contains("doctor");
    assertThat(outcome.err()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void misspeltOptionIsAnsweredWithTheNearest() {
    assertThat(cli.run("version", "--jsn").err()).contains("--json");
  }

  @Test
  void withoutACommandItShowsTheHelpAndSaysSoInTheExitCode() {
    Outcome outcome = cli.run();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("Usage: tidemark");
  }

  @Test
  void wrongArgumentsAreJsonWhenJsonWasAskedFor() {
    Outcome outcome = cli.run("version", "--json", "surplus");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.json().at("/error/code").asText()).isEqualTo("INVALID_ARGUMENT");
    assertThat(outcome.json().at("/error/what").asText()).contains("surplus");
  }

  private List<CommandLine> allCommands() {
    List<CommandLine> all = new ArrayList<>();
    collect(TidemarkCli.create(cli.host(new StringWriter(), new StringWriter())), all);
    return all;
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, all));
  }
}
