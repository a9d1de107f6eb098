package dev.tidemark.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, before the real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
  private static final double PATIENCE = 60_000;

  private @Nullable ConsoleServer started;
  private @Nullable Playwright playwright;
  private Browser browser;
  private ConsoleServer server;
  private @Nullable String finished;

  private BrowserContext context;
  private Page page;
  private final List<String> violations = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Optional<Path> chromium = Chromium.find();
    Assumptions.assumeTrue(chromium.isPresent(), Chromium.ABSENT);
    server = new ConsoleServer(directory);
    started = server;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setArgs(Chromium.ARGUMENTS));
  }

  @AfterAll
  void stop() {
    if (playwright != null) {
      playwright.close();
    }
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void open() {
    context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
    context.setDefaultTimeout(PATIENCE);
    com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    page = context.newPage();
    page.onPageError(violations::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            violations.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith("blob:") && !request.url().startsWith("data:")) {
            hosts.add(URI.create(request.url()).getAuthority());
          }
        });
  }

  @AfterEach
  void staysAtHomeAndWithinItsPolicy() {
    context.close();
    assertThat(violations).isEmpty();
    assertThat(Set.copyOf(hosts)).containsOnly(URI.create(server.url("/")).getAuthority());
  }

  @Test
  void aSubmittedAnalysisShowsItsProgressAndThenItsResult() {
    enter(server.key);
    describe("HELD");
    page.getByLabel("Weekdays").selectOption("ALL_DAYS");
    page.getByLabel("Null paths").fill("199");
    button("Analyse").click();
    assertThat(page.getByText("Running, 55 %")).isVisible();
    assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
    server.held.release();
    assertThat(heading("Where it pays")).isVisible();
    assertThat(page.locator(".verdict")).containsText("tested");
    assertThat(page.getByRole(AriaRole.GRIDCELL)).hasCount(7);
    assertThat(cell("All days 10:30–11:30")).isVisible();
    assertThat(page.url()).contains("#/analysis/").doesNotContain(server.key);
  }

  @Test
  void aRunningAnalysisCanBeCancelled() {
    enter(server.key);
    submit("HELD");
    assertThat(page.getByText("Running, 55 %")).isVisible();
    button("Cancel").click();
    assertThat(page.getByText("It was cancelled and has no result.")).isVisible();
  }

  @Test
  void arrowKeysMoveOverTheHeatMapAndSayWhatIsThere() {
    openFinished();
    Locator planted = cell("Tue 10:30–11:30");
    assertThat(planted).hasAttribute("tabindex", "0");
    planted.focus();
    assertThat(page.locator("#announce")).containsText("90 % interval, per session +");
    page.keyboard().press("ArrowRight");
    assertThat(cell("Tue 11:30–12:30")).isFocused();
    assertThat(page.locator(".cell-card h3")).hasText("Tue 11:30–12:30");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Home");
    assertThat(cell("Mon 09:30–10:30")).isFocused();
    page.keyboard().press("ArrowLeft");
    assertThat(cell("Mon 09:30–10:30")).isFocused();
    page.keyboard().press("Control+End");
    assertThat(cell("Fri 15:30–16:00")).isFocused();
    assertThat(page.locator(".cell-card")).containsText("Too little data to test");
    assertThat(page.locator(".heat-grid [tabindex='0']")).hasCount(1);
  }

  @Test
  void hoverShowsTheIntervalAndTheCellLiesWhereItIsDrawn() {
    openFinished();
    cell("Wed 12:30–13:30").hover();
    assertThat(page.locator(".cell-card h3")).hasText("Wed 12:30–13:30");
    assertThat(page.locator(".cell-card")).containsText("90 % interval, per session");
    assertCellsLieWhereTheyAreDrawn();
  }

  @Test
  void theResultIsExplainedInWords() {
    openFinished();
    assertThat(page.locator("#explain h3").first()).hasText("What was done");
    assertThat(page.locator("#explain")).containsText("TUE 10:30-11:30");
    assertThat(page.locator("#explain")).not().containsText("**");
  }

  @Test
  void theTableSaysTheSameAsTheHeatMap() {
    openFinished();
    page.getByText("Heat map as a table").click();
    Locator rows = page.locator("#twin tbody tr");
    assertThat(rows).hasCount(35);
    Locator planted =
        rows.filter(new Locator.FilterOptions().setHasText("Tue 10:30–11:30")).locator("td");
    assertThat(planted.first()).hasText("Passes both tests");
    String figure = planted.nth(2).innerText();
    assertThat(cell("Tue 10:30–11:30").getAttribute("aria-label"))
        .contains(figure + " basis points");
    assertThat(page.locator(".ranked tbody tr")).hasCount(passing());
    assertThat(page.locator(".ranked")).containsText("Tue 10:30–11:30");
  }

  @Test
  void nothingThatSurvivesIsSaidPlainly() {
    enter(server.key);
    describe("NOISE");
    page.getByLabel("Weekdays").selectOption("ALL_DAYS");
    page.getByLabel("Null paths").fill("199");
    button("Analyse").click();
    assertThat(page.locator("#windows")).containsText("No window survives FDR control.");
  }

  @Test
  void theVerifyCommandIsCopied() {
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    openFinished();
    String id = page.url().substring(page.url().lastIndexOf('/') + 1);
    assertThat(page.locator("#verify")).hasText("tidemark verify " + id);
    button("Copy").click();
    assertThat(button("Copied")).isVisible();
    assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("tidemark verify " + id);
  }

  @Test
  void filesAreDownloadedWithTheKey() throws IOException {
    openFinished();
    Download download = page.waitForDownload(() -> button("Result result.json").click());
    assertThat(download.suggestedFilename()).endsWith("-result.json");
    assertThat(Files.readString(download.path())).startsWith("{\"schema_version\":");
  }

  @Test
  void everyProblemStandsAtItsFieldAndNothingIsTakenForHtml() {
    enter(server.key);
    page.getByLabel("Ticker").fill("<img src=x>");
    page.getByLabel("Entry").fill("two");
    page.getByText("More settings").click();
    page.getByLabel("Null paths").fill("7");
    page.getByText("More settings").click();
    button("Analyse").click();
    Locator notice = page.getByRole(AriaRole.ALERT);
    assertThat(notice).isFocused();
    assertThat(notice).containsText("'<img src=x>' is not a ticker");
    assertThat(page.locator("main img")).hasCount(0);
    assertThat(page.getByLabel("Entry")).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#f-grid-0-entry-problem")).containsText("found the text 'two'");
    assertThat(page.getByLabel("Null paths")).isVisible();
    assertThat(page.locator("#f-null_paths-B-problem")).not().isEmpty();
    notice.getByText("Entry").click();
    assertThat(page.getByLabel("Entry")).isFocused();
    assertThat(page.getByLabel("Lookback")).not().hasAttribute("aria-invalid", "true");
  }

  @Test
  void aWrongKeyIsRefusedAndARevokedOneAsksForAnother() {
    page.navigate(server.url("/"));
    page.getByLabel("API key").fill("not-a-key");
    button("Use this key").click();
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
    page.evaluate("sessionStorage.setItem('tidemark.key', 'tm_gone')");
    page.reload();
    assertThat(heading("Sign in with an API key")).isVisible();
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
  }

  @Test
  void aReadersKeyMayLookAndIsToldThatItMayNotSubmit() {
    enter(server.readersKey);
    page.getByLabel("Ticker").fill("TIDE");
    button("Analyse").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("This key may not do that");
  }

  @Test
  void anAnalysisThatDoesNotExistIsSaidToBeMissing() {
    enter(server.key);
    page.navigate(server.url("/#/analysis/none"));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("No such analysis");
  }

  @Test
  void nothingKeepsPeopleOut() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.navigate(server.url("/"));
      assertAccessible("key", scheme);
      enter(server.key);
      page.getByText("More settings").click();
      page.getByLabel("Entry").fill("two");
      button("Analyse").click();
      assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
      assertAccessible("form", scheme);
      openFinished();
      page.getByText("Heat map as a table").click();
      assertAccessible("result", scheme);
      button("Forget key").click();
    }
  }

  @Test
  void theLivePageFollowsTheFirstSymbolThatTrades() {
    LiveScene scene = new LiveScene(server.realTime);
    scene.begin();
    enter(server.key);
    openLive();
    assertThat(page.getByLabel("Symbol")).hasValue(LiveScene.SYMBOL + "@sim");
    assertThat(page.locator("#live-last")).containsText("14:31 UTC: close 101.5, VWAP 100.75");
    assertThat(page.locator("#live-last")).containsText("spread 0.25");
    assertThat(page.locator(".candles svg")).isVisible();
    page.getByText("Bars as a table").click();
    Locator rows = page.locator("#chart tbody tr");
    assertThat(rows).hasCount(2);
    scene.bar("14:32", 0, 102.5);
    scene.bar("14:31", 1, 99);
    scene.bar("14:31", 0, 101.5); // told again
    assertThat(rows).hasCount(3);
    assertThat(rows.nth(1)).containsText("99");
    assertThat(page.locator("#live-last")).containsText("14:32 UTC: close 102.5");
  }

  @Test
  void alertsAreShownOnceAndBecomeFinal() {
    LiveScene scene = new LiveScene(server.realTime);
    enter(server.key);
    openLive();
    scene.alert("alert1", "PROVISIONAL");
    Locator rows =
        page.locator("#alerts tbody tr").filter(new Locator.FilterOptions().setHasText("alert1a"));
    assertThat(rows).containsText("Provisional");
    assertThat(page.locator("#announce")).containsText("Provisional alert, " + LiveScene.SYMBOL);
    scene.alert("alert1", "FINAL");
    assertThat(rows).containsText("Final");
    scene.alert("alert1", "PROVISIONAL");
    scene.alert("alert2", "WITHDRAWN");
    assertThat(page.locator("#alerts")).containsText("Withdrawn");
    assertThat(rows).hasCount(1);
    assertThat(rows).containsText("Final");
  }

  @Test
  void thePathIsShownWithItsLagAndDeadLetters() {
    new LiveScene(server.realTime).status();
    enter(server.key);
    openLive();
    assertThat(page.locator("#path")).containsText("Running");
    assertThat(page.locator("#path .tiles")).containsText("2,001");
    assertThat(page.locator("#path .tiles")).containsText("12 ms");
    page.getByText("Lag and dead letters").click();
    assertThat(page.locator("#path")).containsText("BAD_MAGIC");
    assertThat(page.locator("#path")).containsText("market.trades.v1");
  }

  @Test
  void theLivePageKeepsNobodyOut() {
    LiveScene scene = new LiveScene(server.realTime);
    scene.begin();
    scene.status();
    scene.alert("alert3", "PROVISIONAL");
    scene.alert("alert4", "FINAL");
    enter(server.key);
    openLive();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.navigate(server.url("/#/"));
      openLive();
      assertThat(page.locator(".candles svg")).isVisible();
      page.getByText("Bars as a table").click();
      page.getByText("Lag and dead letters").click();
      assertThat(page.locator("#chart tbody tr").first()).isVisible();
      assertThat(page.locator("#alerts")).containsText("Final");
      assertAccessible("live", scheme);
    }
    page.setViewportSize(320, 640);
    assertFits();
  }

  private void openLive() {
    page.getByText("Live", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(heading("Live market")).isFocused();
    assertThat(page.locator("#nav-live")).hasAttribute("aria-current", "page");
    assertThat(page.locator("#path .tiles")).isVisible();
  }

  @Test
  void aNarrowScreenScrollsInOneDirectionOnly() {
    page.setViewportSize(320, 640);
    enter(server.key);
    assertFits();
    openFinished();
    assertFits();
    assertThat(cell("Tue 10:30–11:30").boundingBox().width).isGreaterThanOrEqualTo(24);
    assertCellsLieWhereTheyAreDrawn();
  }

  /** By the figures: every drawn one is within the element that stands for its cell. */
  private void assertCellsLieWhereTheyAreDrawn() {
    Locator figures =
        page.locator(
            ".heat-canvas svg text",
            new Page.LocatorOptions()
                .setHasText(Pattern.compile("^(✓ )?([+−]\\d+(\\.\\d)?|0(\\.0)?)$")));
    Locator cells = page.locator("[role=gridcell][aria-label*='basis points']");
    assertThat(figures).hasCount(cells.count());
    for (int i = 0; i < cells.count(); i++) {
      BoundingBox drawn = figures.nth(i).boundingBox();
      BoundingBox cell = cells.nth(i).boundingBox();
      assertThat(drawn.x + drawn.width / 2).isBetween(cell.x, cell.x + cell.width);
      assertThat(drawn.y + drawn.height / 2).isBetween(cell.y, cell.y + cell.height);
    }
  }

  private void assertFits() {
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
  }

  private void assertAccessible(String where, ColorScheme scheme) {
    List<String> findings = new ArrayList<>();
    for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
      if (rule.getImpact().equals("serious") || rule.getImpact().equals("critical")) {
        findings.add(rule.getId() + ": " + rule.getNodes().getFirst().getHtml());
      }
    }
    assertThat(findings).as(where + ", " + scheme).isEmpty();
  }

  private void enter(String key) {
    page.navigate(server.url("/"));
    page.getByLabel("API key").fill(key);
    button("Use this key").click();
    assertThat(heading("New analysis")).isVisible();
    assertThat(button("Analyse")).isVisible();
  }

  /** All that is stored, the fewest paths that can show anything. */
  private void submit(String ticker) {
    describe(ticker);
    button("Analyse").click();
  }

  private void describe(String ticker) {
    page.getByLabel("Ticker").fill(ticker);
    page.keyboard().press("Tab");
    assertThat(page.getByLabel("First session")).hasValue(PlantedMarket.FIRST.toString());
    assertThat(page.getByLabel("Last session")).hasValue(PlantedMarket.LAST.toString());
    page.getByText("More settings").click();
    page.getByLabel("Bootstrap draws").fill("999");
    page.getByLabel("Null paths").fill("349");
  }

  /** The result of TIDE, computed once for all tests. */
  private void openFinished() {
    if (page.url().equals("about:blank") || page.getByLabel("API key").isVisible()) {
      enter(server.key);
    }
    if (finished == null) {
      submit("TIDE");
      assertThat(heading("Where it pays")).isVisible();
      finished = page.url();
    }
    page.navigate(finished);
    assertThat(heading("Where it pays")).isVisible();
    assertThat(page.locator(".heat-canvas svg")).isVisible();
    assertThat(page.locator("#verify")).isVisible();
  }

  private int passing() {
    return page.locator("[role=gridcell][aria-label*='passes both']").count();
  }

  private Locator cell(String window) {
    return page.locator("[role=gridcell][aria-label^='" + window + "']");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }
}
