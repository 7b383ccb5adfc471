package dev.longshore.ftp.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Content of an upload that does something unexpected at a given place. */
public final class ScriptedContent extends Content {

  /** What happens once, when all bytes before it were read. */
  @FunctionalInterface
  public interface Incident {
    void happen() throws IOException;
  }

  private final byte[] bytes;
  private final int place;
  private final boolean atConfirm;
  private final Incident script;
  private @Nullable Incident incident;
  private int position;
  private int confirms;

  private ScriptedContent(byte[] bytes, int place, boolean atConfirm, Incident incident) {
    this.bytes = bytes;
    this.place = place;
    this.atConfirm = atConfirm;
    this.script = incident;
    this.incident = incident;
  }

  /** The same from its start. */
  ScriptedContent again() {
    return new ScriptedContent(bytes, place, atConfirm, script);
  }

  /** Something happens when so many bytes were read. */
  public static ScriptedContent at(int place, byte[] bytes, Incident incident) {
    return new ScriptedContent(bytes, place, false, incident);
  }

  /** Something happens when the storage asks whether it may publish. */
  public static ScriptedContent atConfirm(byte[] bytes, Incident incident) {
    return new ScriptedContent(bytes, bytes.length, true, incident);
  }

  /** How many bytes were read. */
  public int position() {
    return position;
  }

  /** How often the storage asked whether it may publish. */
  public int confirms() {
    return confirms;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!atConfirm && position == place) {
      happen();
    }
    int end = !atConfirm && incident != null ? place : bytes.length;
    if (position == end) {
      return -1;
    }
    int count = Math.min(length, end - position);
    System.arraycopy(bytes, position, buffer, offset, count);
    position += count;
    return count;
  }

  @Override
  public void confirm() throws IOException {
    confirms++;
    if (position < bytes.length) {
      throw new IllegalStateException("confirmed before the end, at " + position);
    }
    if (atConfirm) {
      happen();
    }
  }

  private void happen() throws IOException {
    Incident now = incident;
    incident = null;
    if (now != null) {
      now.happen();
    }
  }

  /** Bytes that differ from place to place. */
  public static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8) * 7 + (i >> 16));
    }
    return bytes;
  }
}
