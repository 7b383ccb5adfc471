package dev.longshore.s3.call;

/**
 * An object, or with a key that is empty or ends with a slash, a directory.
 *
 * @param bucket the bucket's name
 * @param key the whole key, UTF-8 of at most 1024 bytes
 */
public record S3Location(String bucket, String key) {

  /** Whether it, a directory, is the other one or above it. */
  public boolean contains(S3Location other) {
    return bucket.equals(other.bucket) && other.key.startsWith(key);
  }

  /** As an operator knows it. */
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
