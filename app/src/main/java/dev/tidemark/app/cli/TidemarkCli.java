package dev.tidemark.app.cli;

import dev.tidemark.app.command.Commands;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses, runs and reports: the whole command line, without touching the real machine. */
public final class TidemarkCli {
  private TidemarkCli() {}

  /** Runs one command line and returns its exit code; never throws. */
  public static int run(Host host, String... arguments) {
    return create(host).execute(arguments);
  }

  /** The command tree. */
  public static CommandLine create(Host host) {
    CommandLine root = Commands.tree(host);
    root.setOut(host.terminal().out());
    root.setErr(host.terminal().err());
    root.setAbbreviatedSubcommandsAllowed(true);
    root.setAbbreviatedOptionsAllowed(true);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpWidth(Math.max(60, Math.min(120, host.terminal().columns())));
    root.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    root.setParameterExceptionHandler((error, args) -> wrongArguments(host, error, args));
    root.setExecutionExceptionHandler((error, at, result) -> failed(host, error, at, result));
    describeExitCodes(root, ExitCodes.descriptions());
    return root;
  }

  private static void describeExitCodes(CommandLine command, Map<String, String> codes) {
    command.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    command.getCommandSpec().usageMessage().exitCodeList(codes);
    command.getSubcommands().values().forEach(sub -> describeExitCodes(sub, codes));
  }

  private static int wrongArguments(Host host, ParameterException error, String[] args) {
    CommandSpec spec = error.getCommandLine().getCommandSpec();
    String name = spec.qualifiedName();
    List<String> similar =
        error instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String fix =
        similar.isEmpty()
            ? "See '" + name + " --help'."
            : "Did you mean " + String.join(" or ", similar) + "? See '" + name + " --help'.";
    if (error instanceof MissingCommandException) {
      error.getCommandLine().usage(host.terminal().err());
      return ErrorCode.INVALID_ARGUMENT.exitCode();
    }
    ErrorReport report =
        new ErrorReport(
            ErrorCode.INVALID_ARGUMENT,
            String.valueOf(error.getMessage()).lines().findFirst().orElse("Wrong arguments"),
            "",
            fix,
            Map.of());
    report.print(host.terminal(), List.of(args).contains("--json"));
    return report.code().exitCode();
  }

  private static int failed(Host host, Throwable error, CommandLine at, ParseResult result) {
    OutputOptions options = options(at);
    ErrorReport report = ErrorReport.of(error);
    report.print(host.terminal(), options != null && options.json());
    if (options != null && options.debug()) {
      host.terminal().err().print(StackTraces.text(error));
      host.terminal().err().flush();
    }
    return report.code().exitCode();
  }

  private static @Nullable OutputOptions options(CommandLine at) {
    CommandSpec mixin = at.getCommandSpec().mixins().get("output");
    return mixin == null ? null : (OutputOptions) mixin.userObject();
  }
}
