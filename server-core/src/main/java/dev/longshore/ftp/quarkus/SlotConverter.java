package dev.longshore.ftp.quarkus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code longshore.passive.slot}: a number, or {@code auto} for the pod's own. Called when
 * the settings are read.
 */
public final class SlotConverter implements Converter<Integer> {
  private static final long serialVersionUID = 1;
  private static final String INDEX = "POD_INDEX";
  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");
  private static final Pattern ORDINAL = Pattern.compile("[^.]*-(\\d{1,9})(\\..*)?");

  @Override
  public Integer convert(String text) {
    return slot(text.strip(), name -> System.getenv(name));
  }

  /**
   * @throws IllegalArgumentException saying, in one line, why this is no slot
   */
  static int slot(String text, UnaryOperator<@Nullable String> environment) {
    if (text.equals("auto")) {
      return ofThisPod(environment);
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is neither a number nor auto");
    }
    return Integer.parseInt(text);
  }

  private static int ofThisPod(UnaryOperator<@Nullable String> environment) {
    String index = environment.apply(INDEX);
    if (index != null && !index.isBlank()) {
      return index(index.strip());
    }
    String host = Optional.ofNullable(environment.apply("HOSTNAME")).orElseGet(() -> hostName());
    Matcher m = ORDINAL.matcher(host);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "is auto, but %s is not set and the host name '%s' does not end in -<number>; say a number"
              .formatted(INDEX, host));
    }
    return Integer.parseInt(m.group(1));
  }

  private static int index(String index) {
    if (!NUMBER.matcher(index).matches()) {
      throw new IllegalArgumentException(
          "is auto, but %s is '%s', which is no number".formatted(INDEX, index));
    }
    return Integer.parseInt(index);
  }

  private static String hostName() {
    try {
      return Files.readString(KERNEL_HOST_NAME).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
