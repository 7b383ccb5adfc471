package dev.longshore.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.it.DataConnection;
import dev.longshore.it.Wire;
import java.io.IOException;

/** Transfers that are under way. */
final class Transfers {
  private Transfers() {}

  /** A download in TYPE I of which one byte has come. */
  static DataConnection download(Wire wire, String path) throws IOException {
    wire.expect(200, "TYPE I");
    DataConnection data = wire.passive();
    wire.expect(150, "RETR " + path);
    assertThat(data.read(1)).hasSize(1);
    return data;
  }
}
