package dev.tidemark.analysis.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidemark.analysis.params.Windows;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.CalendarId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final List<DayOfWeek> WEEK = List.of(DayOfWeek.values());
  static final Windows HOURS = new Windows(60, WEEK.subList(0, 5), Windows.Mode.EACH_DAY);
  static final Windows TEN_MINUTES = new Windows(10, WEEK.subList(0, 5), Windows.Mode.ALL_DAYS);
  private static final int WHITE = 0xffffffff;
  private static final int BLACK = 0xff000000;

  @BeforeEach
  void fontsAreThere() {
    try {
      new Frame("", "", 0, 0);
    } catch (TidemarkException e) {
      assumeTrue(false, e.getMessage());
    }
  }

  @Test
  void allPicturesAreDrawnTheSameTwice() throws IOException {
    AnalysisResult result = LargeResult.of(CalendarId.XNYS, HOURS);
    Map<String, byte[]> pictures = Pictures.of(result);
    assertThat(pictures).containsOnlyKeys("heatmap.png", "equity.png", "cost.png", "half_life.png");
    Map<String, byte[]> again = Pictures.of(LargeResult.of(CalendarId.XNYS, HOURS));
    for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
      assertThat(again.get(picture.getKey())).isEqualTo(picture.getValue());
      assertThat(image(picture.getValue()).getWidth()).isEqualTo(Frame.WIDTH);
      assertThat(colors(image(picture.getValue()))).as(picture.getKey()).isGreaterThan(20);
    }
  }

  /** Row Tuesday, second hour passes; its fourth hour has no trade. */
  @Test
  void blankCellsAreWhiteAndPassingOnesOutlined() throws IOException {
    BufferedImage image = image(HeatMapPicture.png(LargeResult.of(CalendarId.XNYS, HOURS)));
    int left = 118;
    int width = (Frame.WIDTH - 150 - left) / 7;
    int top = 92;
    int height = (Frame.HEIGHT - 84 - top) / 5;
    assertThat(image.getRGB(left + 3 * width + 20, top + height + 20)).isEqualTo(WHITE);
    assertThat(image.getRGB(left + 2 * width + 20, top + height + 20)).isNotEqualTo(WHITE);
    assertThat(image.getRGB(left + width + 3, top + height + height / 2)).isEqualTo(BLACK);
    assertThat(image.getRGB(left + 4 * width + 3, top + height + height / 2)).isNotEqualTo(BLACK);
  }

  @Test
  void fortyNarrowBinsAreDrawn() throws IOException {
    AnalysisResult result = LargeResult.of(CalendarId.XNYS, TEN_MINUTES);
    assertThat(result.cells()).hasSize(39);
    assertThat(image(HeatMapPicture.png(result)).getHeight()).isEqualTo(Frame.HEIGHT);
  }

  @Test
  void aResultWithoutTradesHasPicturesToo() {
    AnalysisResult r = LargeResult.of(CalendarId.XNYS, HOURS);
    AnalysisResult empty =
        new AnalysisResult(
            r.params(),
            r.bars(),
            r.binsPerDay(),
            List.of(),
            List.of(),
            r.cells(),
            r.pooled(),
            List.of(),
            0,
            new int[0],
            new double[0],
            r.family(),
            r.diagnostics(),
            0,
            0,
            List.of());
    assertThat(Pictures.of(empty)).hasSize(4);
  }

  private static BufferedImage image(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static long colors(BufferedImage image) {
    return java.util.Arrays.stream(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .distinct()
        .count();
  }
}
