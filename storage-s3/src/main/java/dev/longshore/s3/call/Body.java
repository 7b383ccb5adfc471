package dev.longshore.s3.call;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import software.amazon.awssdk.core.sync.RequestBody;

/** The bytes of a PutObject or UploadPart, in memory, which can be sent again. */
public interface Body {

  Body EMPTY = of(new byte[0]);

  /** How many bytes {@link #open()} gives. */
  long length();

  /** The bytes from the start, afresh for each attempt. */
  InputStream open();

  /** As the SDK takes it. */
  default RequestBody toRequestBody() {
    return RequestBody.fromContentProvider(this::open, length(), "application/octet-stream");
  }

  static Body of(byte[] bytes) {
    return new Body() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
