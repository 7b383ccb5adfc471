package dev.longshore.s3;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** The bytes of a PutObject or UploadPart, in memory, which can be sent again. */
interface Body {

  Body EMPTY = of(new byte[0]);

  /** How many bytes {@link #open()} gives. */
  long length();

  /** The bytes from the start, afresh for each attempt. */
  InputStream open();

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
