package dev.tidemark.analysis.params;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.List;

/** What reading a request came to: parameters, or everything that is wrong with it. */
public sealed interface ParamsReading {

  /** The request is well formed; whether there are data for it is another question. */
  record Accepted(AnalysisParams params) implements ParamsReading {}

  /**
   * The request is refused.
   *
   * @param problems at least one, in the order of the fields
   */
  record Rejected(List<ParamProblem> problems) implements ParamsReading {
    public Rejected {
      problems = List.copyOf(problems);
    }

    /** Reason that decides the HTTP status: that of the first problem. */
    public Reason reason() {
      return problems.getFirst().reason();
    }

    /** The first problem as an exception; how many follow is a detail of it. */
    public TidemarkException asException() {
      ParamProblem first = problems.getFirst();
      TidemarkException failure =
          TidemarkException.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "The analysis cannot be run as asked",
                  first.detail(),
                  first.hint())
              .withDetail("reason", first.reason())
              .withDetail("pointer", first.pointer());
      return problems.size() == 1
          ? failure
          : failure.withDetail("further_problems", problems.size() - 1);
    }
  }

  /** The parameters, or the first problem thrown as INVALID_ARGUMENT. */
  default AnalysisParams orThrow() {
    return switch (this) {
      case Accepted accepted -> accepted.params();
      case Rejected rejected -> throw rejected.asException();
    };
  }
}
