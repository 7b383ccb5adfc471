package dev.longshore.s3.call;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The answer to a GetObject, whose body is still to be read; holds a connection until it is closed.
 */
public final class ObjectStream implements AutoCloseable {
  private final ObjectHead head;
  private final ResponseInputStream<GetObjectResponse> response;
  private final S3Location at;

  public ObjectStream(
      ObjectHead head, ResponseInputStream<GetObjectResponse> response, S3Location at) {
    this.head = head;
    this.response = response;
    this.at = at;
  }

  /** The whole object, whatever the range. */
  public ObjectHead head() {
    return head;
  }

  /** The bytes of the range; a body that breaks off throws {@code UNAVAILABLE}. */
  public InputStream content() {
    return new Body(response, at);
  }

  /** Cuts the connection; may be called by another thread, and twice. What is unread is lost. */
  @Override
  public void close() {
    response.abort();
  }

  private static final class Body extends FilterInputStream {
    private final S3Location at;

    Body(InputStream in, S3Location at) {
      super(in);
      this.at = at;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException | SdkException e) {
        throw new StorageException(Kind.UNAVAILABLE, "the body of " + at + " broke off", e);
      }
    }
  }
}
