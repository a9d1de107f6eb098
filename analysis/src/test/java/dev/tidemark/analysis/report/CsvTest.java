package dev.tidemark.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void fieldsAreQuotedWhereNeeded() {
    CsvTable table = new CsvTable(List.of("a", "b,c"));
    table.text("say \"x\"").text(null).end();
    table.number(Double.NaN).number(0.1 + 0.2).whole(-5).text("two\nlines").end();
    assertThat(text(table.bytes()))
        .isEqualTo("a,\"b,c\"\r\n\"say \"\"x\"\"\",\r\n,0.3,-5,\"two\nlines\"\r\n");
  }

  @Test
  void windows() {
    List<String> lines = text(WindowsCsv.bytes(SampleResult.of())).lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(1))
        .isEqualTo(
            "1,0,MON,09:30-13:30,PASS,2,2,12.5,14.5,12.5,2.5,20,1,21,0.5,,1.4,0.91,0.0025,0.0015,"
                + "0.75,0.001,0.005,0.005,0.01,0.015,7.25,NONE,CONFIG_VARIES");
    assertThat(lines.get(3)).startsWith(",2,TUE,09:30-13:30,INSUFFICIENT,1,2,,,").matches("[^.]*");
    assertThat(lines).allMatch(line -> line.split(",", -1).length == 29);
  }

  @Test
  void trades() {
    assertThat(text(TradesCsv.bytes(SampleResult.of())))
        .isEqualTo(
            "trade,session,fold,config,cell,direction,entry_time,entry_price,entry_signal,"
                + "exit_time,exit_price,exit_reason,held_bars,gross,cost,net,gross_ref,imputed\r\n"
                + "1,2023-07-17,0,0,0,LONG,2023-07-17T13:30:00Z,100.1,-2.125,2023-07-17T15:30:00Z,"
                + "100.2,TARGET,2,0.0017,0.0002,0.0015,0.0017,false\r\n"
                + "2,2023-07-18,0,0,2,SHORT,2023-07-18T13:30:00Z,100.1,2.125,2023-07-18T16:30:00Z,"
                + "100.2,TIME,3,0.0005,0.0002,0.0003,0.0005,false\r\n"
                + "3,2023-07-17,1,1,0,LONG,2023-07-17T14:30:00Z,100.1,-2.125,2023-07-17T16:30:00Z,"
                + "100.2,STOP,2,0,0.0002,-0.0002,0,false\r\n"
                + "4,2023-07-21,1,1,1,SHORT,2023-07-21T18:30:00Z,100.1,2.125,2023-07-21T20:00:00Z,"
                + "100.2,SESSION_END,1,-0.0003,0.0002,-0.0005,-0.0003,false\r\n");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
