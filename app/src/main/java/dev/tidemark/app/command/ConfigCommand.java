package dev.tidemark.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Setting;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemark config}. */
@Command(
    name = "config",
    header = "The effective configuration, and where each value comes from.",
    description = {
      "",
      "Defaults, then tidemark.yaml, then the environment: the later wins. The variable of a key is"
          + " TIDEMARK_ and the key in capitals, so lake.memory is TIDEMARK_LAKE_MEMORY. Unknown keys"
          + " are errors. What is printed is valid YAML; secrets are masked.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark config",
      "  tidemark config > ~/.tidemark/tidemark.yaml     start a file of your own",
      "  TIDEMARK_LAKE_MEMORY=4GiB tidemark config --json"
    })
public final class ConfigCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  private final Host host;

  public ConfigCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Settings settings = home.load(host);
    if (output.json()) {
      printJson(settings);
    } else {
      printYaml(settings);
    }
    return 0;
  }

  private void printYaml(Settings settings) {
    PrintWriter out = host.terminal().out();
    out.println("# home: " + settings.home());
    String section = "";
    for (Setting setting : KnownSettings.ALL) {
      int dot = setting.key().indexOf('.');
      if (!setting.key().substring(0, dot).equals(section)) {
        section = setting.key().substring(0, dot);
        out.println(section + ":");
      }
      String line =
          "  " + setting.key().substring(dot + 1) + ": " + quoted(settings.shown(setting));
      out.println(String.format("%-40s # %s", line, settings.source(setting)));
    }
  }

  /** Plain where YAML reads it back as the same text, quoted elsewhere. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9/._~-]+") ? text : "'" + text.replace("'", "''") + "'";
  }

  private void printJson(Settings settings) {
    ObjectNode document = Json.object();
    document.put("home", settings.home().toString());
    ObjectNode values = document.putObject("settings");
    for (Setting setting : KnownSettings.ALL) {
      ObjectNode one = values.putObject(setting.key());
      one.put("value", settings.shown(setting));
      one.put("source", settings.source(setting));
      one.put("variable", setting.variable());
      one.put("description", setting.description());
    }
    Json.print(host.terminal().out(), document);
  }
}
