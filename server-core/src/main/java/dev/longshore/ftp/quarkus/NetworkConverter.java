package dev.longshore.ftp.quarkus;

import dev.longshore.ftp.user.Network;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a network of the settings; without it SmallRye Config would not say what is wrong. */
public final class NetworkConverter implements Converter<Network> {
  private static final long serialVersionUID = 1;

  @Override
  public Network convert(String value) {
    return Network.parse(value);
  }
}
