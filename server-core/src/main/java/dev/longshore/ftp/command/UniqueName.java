package dev.longshore.ftp.command;

import dev.longshore.ftp.session.UserSession;
import dev.longshore.ftp.storage.FtpPath;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names for STOU: random, so that two uploads at once need not know of each other (RFC 1123 section
 * 4.1.2.9).
 */
final class UniqueName {
  private UniqueName() {}

  /**
   * A new name, like the wanted one and with its extension, or beginning with {@code ftp-} in the
   * directory.
   */
  static FtpPath beside(FtpPath directory, @Nullable FtpPath wanted) {
    String random = UUID.randomUUID().toString().substring(0, 18);
    if (wanted == null) {
      return directory.child("ftp-" + random);
    }
    String name = wanted.name();
    int dot = name.lastIndexOf('.');
    String unique =
        dot > 0 ? name.substring(0, dot) + "-" + random + name.substring(dot) : name + "-" + random;
    return wanted.parent().child(unique);
  }

  /**
   * As the client may use it at once: the bare name in its working directory, else the whole path.
   */
  static String shown(UserSession user, FtpPath file) {
    return file.parent().equals(user.workingDirectory()) ? file.name() : file.toString();
  }
}
