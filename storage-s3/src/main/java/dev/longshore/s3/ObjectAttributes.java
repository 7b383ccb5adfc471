package dev.longshore.s3;

import java.util.Map;

/**
 * What an object bears beside its bytes.
 *
 * @param contentType its media type
 * @param metadata user metadata, names without {@code x-amz-meta-}, values in ASCII: some stores
 *     sign others wrongly
 */
record ObjectAttributes(String contentType, Map<String, String> metadata) {

  static final ObjectAttributes FILE = new ObjectAttributes("application/octet-stream", Map.of());

  /** A directory marker: the type that most tools write. */
  static final ObjectAttributes DIRECTORY =
      new ObjectAttributes("application/x-directory", Map.of());

  ObjectAttributes {
    metadata = Map.copyOf(metadata);
  }
}
