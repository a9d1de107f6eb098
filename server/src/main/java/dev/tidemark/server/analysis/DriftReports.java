package dev.tidemark.server.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.analysis.drift.DriftMonitor;
import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.json.StrictJson;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Reason;
import dev.tidemark.analysis.report.Manifest;
import dev.tidemark.analysis.report.ManifestJson;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.time.Session;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the passing windows of an analysis did after its horizon, on the bars known now (spec §4.12).
 * Thread-safe.
 */
final class DriftReports {
  private final MarketData market;
  private final Preparation preparation;
  private final RecentResults recent;

  DriftReports(MarketData market, Preparation preparation, RecentResults recent) {
    this.market = market;
    this.preparation = preparation;
    this.recent = recent;
  }

  /**
   * @param manifest of the analysis
   * @param body of its result
   */
  Lookup<Content> of(AnalysisView view, byte[] manifest, byte[] body, Instant now) {
    Manifest record = ManifestJson.read(manifest);
    AnalysisParams params = record.params();
    Optional<LocalDate> last = lastStored(params);
    if (last.isEmpty() || !last.get().isAfter(params.end())) {
      return refused("Nothing is stored after the horizon's end " + params.end());
    }
    BarsCache.Loaded live = preparation.load(until(params, last.get()), now);
    int known = record.sessions().size();
    if (live.bars().sessions().size() <= known) {
      return refused("No session after the horizon's end " + params.end() + " is stored");
    }
    AnalysisResult reference = recent.of(record);
    if (!reference.bars().dataHash().equals(record.dataHash())) {
      return refused("The bars of the horizon were restated after the analysis");
    }
    List<DriftMonitor.CellDrift> drifts = DriftMonitor.of(reference, live.bars(), live.quotes());
    return new Lookup.Found<>(
        Content.of("application/json", json(view, live.bars(), known, drifts, cells(body))));
  }

  private Optional<LocalDate> lastStored(AnalysisParams params) {
    return market.ticker(params.ticker()).stream()
        .flatMap(info -> info.coverage().stream())
        .filter(coverage -> coverage.interval() == params.interval())
        .map(TickerInfo.Coverage::last)
        .findFirst();
  }

  private static AnalysisParams until(AnalysisParams params, LocalDate end) {
    return new AnalysisParams(
        params.ticker(),
        params.interval(),
        params.start(),
        end,
        params.calendar(),
        params.windows(),
        params.signal(),
        params.grid(),
        params.side(),
        params.maxHoldingBars(),
        params.allowOvernight(),
        params.costs(),
        params.walkForward(),
        params.minTrades(),
        params.minSessions(),
        params.bootstrap(),
        params.nullPaths(),
        params.falseDiscovery(),
        params.seed());
  }

  private static byte[] json(
      AnalysisView view,
      SessionBars bars,
      int known,
      List<DriftMonitor.CellDrift> drifts,
      JsonNode cells) {
    List<Session> live = bars.sessions().subList(known, bars.sessions().size());
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("analysis_id", view.analysisId())
        .field("ticker", view.ticker())
        .field("live_start", live.getFirst().date().toString())
        .field("live_end", live.getLast().date().toString())
        .field("live_sessions", live.size())
        .name("windows")
        .beginArray();
    for (DriftMonitor.CellDrift each : drifts) {
      JsonNode cell = cells.path(each.cell());
      LocalDate alarm = each.alarmOn();
      json.beginObject().field("cell", each.cell());
      JsonValues.write(cell.path("dow"), json.name("dow"));
      JsonValues.write(cell.path("window"), json.name("window"));
      json.field("flag", each.drift().flag().name())
          .field("n_sessions", each.sessions())
          .field("n_trades", each.trades())
          .field("mean_net_bp", each.meanNetBps())
          .field("psi", each.drift().stability().psi())
          .field("psi_p", each.drift().stability().p())
          .field("ks", each.drift().ks())
          .field("cusum", each.drift().cusum())
          .field("alarm_on", text(alarm))
          .endObject();
    }
    return json.endArray().endObject().bytes();
  }

  private static @Nullable String text(@Nullable LocalDate date) {
    return date == null ? null : date.toString();
  }

  private static JsonNode cells(byte[] body) {
    try {
      return StrictJson.tree(body).path("cells");
    } catch (StrictJson.Malformed e) {
      throw new IllegalStateException("our own body is not readable", e);
    }
  }

  private static Lookup<Content> refused(String detail) {
    return new Lookup.Refused<>(
        new Rejection(
            Reason.NO_DATA.name(), detail, "Ask again when newer bars are stored", List.of()));
  }
}
