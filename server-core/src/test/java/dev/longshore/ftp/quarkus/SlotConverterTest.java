package dev.longshore.ftp.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SlotConverterTest {
  @Test
  void aNumberIsTheSlotWhateverThePodIs() {
    assertThat(slot("3", Map.of("POD_INDEX", "5"))).isEqualTo(3);
  }

  @Test
  void autoIsThePodsIndexBeforeTheOrdinalOfItsHostName() {
    assertThat(slot("auto", Map.of("POD_INDEX", "5", "HOSTNAME", "longshore-2"))).isEqualTo(5);
    assertThat(slot("auto", Map.of("POD_INDEX", "", "HOSTNAME", "longshore-2"))).isEqualTo(2);
    assertThat(slot("auto", Map.of("HOSTNAME", "my-ftp-12.ftp.svc"))).isEqualTo(12);
  }

  @Test
  void autoWithoutIndexAndOrdinalIsToldWithWhatToDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slot("auto", Map.of("HOSTNAME", "gateway")))
        .withMessage(
            "is auto, but POD_INDEX is not set and the host name 'gateway' does not end in"
                + " -<number>; say a number");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slot("first", Map.of()))
        .withMessage("'first' is neither a number nor auto");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slot("auto", Map.of("POD_INDEX", "one")))
        .withMessage("is auto, but POD_INDEX is 'one', which is no number");
  }

  private static int slot(String text, Map<String, String> environment) {
    return SlotConverter.slot(text, environment::get);
  }
}
