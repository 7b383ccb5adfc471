package dev.longshore.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The users file of a test: one user, whose home is a bucket. */
public final class Users {
  public static final String NAME = "demo";
  public static final String PASSWORD = "demo";

  /** Of the password, with few rounds, since some tests log in a thousand times. */
  private static final String HASH =
      "$6$rounds=1000$longshoretests$IFtNj94VKQcDLiry9OuezhRceE6q8VdI.3C54aitPD3D8nnZzgFTh2l3g0P.3t65f7C9N.r4vtQ58QajI5FGs/";

  private Users() {}

  /** Writes it into the directory. */
  public static Path write(Path directory, String bucket) throws IOException {
    return Files.writeString(
        directory.resolve("users.yaml"),
        """
        - name: %s
          password: %s
          home:
            - {entry: /, target: /%s}
        """
            .formatted(NAME, HASH, bucket));
  }
}
