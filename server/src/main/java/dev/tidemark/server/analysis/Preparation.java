package dev.tidemark.server.analysis;

import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.ParamProblem;
import dev.tidemark.analysis.params.ParamsReading;
import dev.tidemark.analysis.params.Reason;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.number.CanonicalNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns parameters into what a run needs, or says why there cannot be one. Thread-safe. */
final class Preparation {
  private final BarsCache bars;
  private final ResultKeys keys;

  Preparation(BarsCache bars, ResultKeys keys) {
    this.bars = bars;
    this.keys = keys;
  }

  sealed interface Outcome {}

  /**
   * @param asked the parameters, with a seed only if one was given
   * @param dataHash of the bars; the bars themselves would add up over the members of a batch
   * @param samples bars × configurations × paths
   */
  record Ready(AnalysisParams asked, String dataHash, String cacheKey, double samples)
      implements Outcome {

    /** Why a synchronous request is refused. */
    Rejection overBudget(double budget) {
      ParamProblem problem =
          new ParamProblem(
              "",
              Reason.BUDGET_EXCEEDED,
              "bars × configurations × paths is "
                  + CanonicalNumber.format(samples)
                  + ", more than the "
                  + CanonicalNumber.format(budget)
                  + " that a synchronous request may take",
              "Send it asynchronously, or take a shorter horizon, fewer configurations or fewer"
                  + " paths");
      return rejection(List.of(problem));
    }
  }

  record Refused(Rejection rejection) implements Outcome {}

  /**
   * @param pointer where the request stands in its document
   * @param asKnown data known later do not count
   */
  Outcome prepare(ParamsReading reading, String pointer, Instant asKnown) {
    return switch (reading) {
      case ParamsReading.Rejected rejected -> new Refused(rejection(rejected.problems()));
      case ParamsReading.Accepted accepted -> prepare(accepted.params(), pointer, asKnown);
    };
  }

  private Outcome prepare(AnalysisParams asked, String pointer, Instant asKnown) {
    BarsCache.Loaded data;
    try {
      data = load(asked, asKnown);
    } catch (TidemarkException failure) {
      if (failure.code() != ErrorCode.NOT_FOUND) {
        throw failure;
      }
      return refused(pointer, Reason.NO_DATA, failure.why(), failure.fix());
    }
    if (asked.costs().mode() == Costs.Mode.QUOTES && data.quotes() == null) {
      return refused(
          pointer + "/costs/mode",
          Reason.QUOTES_UNAVAILABLE,
          "No quotes of " + asked.ticker() + " are stored for this horizon",
          "Load quotes, or use cost mode BARS");
    }
    int present = data.bars().present();
    int expected = data.bars().bars();
    if (present == 0) {
      return refused(
          pointer + "/horizon",
          Reason.NO_DATA,
          "No valid bar of " + asked.ticker() + " lies in the horizon",
          "Take a horizon for which bars are stored");
    }
    if (2L * present < expected) {
      return refused(
          pointer + "/horizon",
          Reason.LOW_COVERAGE,
          present + " of " + expected + " expected bars are there and valid, fewer than half",
          "Load the missing bars, or take a horizon that is covered");
    }
    return new Ready(
        asked, data.bars().dataHash(), keys.key(asked, data), samples(asked, expected));
  }

  /** The data of a run: with quotes where its costs need them. */
  BarsCache.Loaded load(AnalysisParams params, Instant asKnown) {
    BarsRequest request =
        new BarsRequest(
            params.ticker(),
            params.interval(),
            params.calendar(),
            params.start(),
            params.end(),
            asKnown);
    return params.costs().mode() == Costs.Mode.QUOTES
        ? bars.withQuotes(request, params.costs().maxQuoteAgeSeconds())
        : bars.bars(request);
  }

  static double samples(AnalysisParams params, int bars) {
    return (double) bars * params.grid().size() * params.nullPaths().paths();
  }

  static Rejection rejection(List<ParamProblem> problems) {
    List<Rejection.FieldError> errors = new ArrayList<>();
    for (ParamProblem problem : problems) {
      errors.add(
          new Rejection.FieldError(
              problem.pointer(), problem.reason().name(), problem.detail(), problem.hint()));
    }
    ParamProblem first = problems.getFirst();
    return new Rejection(first.reason().name(), first.detail(), first.hint(), errors);
  }

  private static Refused refused(String pointer, Reason reason, String detail, String hint) {
    return new Refused(rejection(List.of(new ParamProblem(pointer, reason, detail, hint))));
  }
}
