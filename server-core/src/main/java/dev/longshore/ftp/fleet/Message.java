package dev.longshore.ftp.fleet;

import dev.longshore.ftp.fleet.Key.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is said on a link after the {@link Hello}s: a type, a length of four bytes, and so many
 * bytes more. What a later version adds, a type, a topic or fields at the end, is passed over.
 */
sealed interface Message {
  /** The most that one may be long, which is looked at before memory is taken for it. */
  int LONGEST = 16 * 1024;

  /** That the replica lives; so does everything else. */
  record Beat() implements Message {}

  /** What was told before on an earlier link is void. */
  record Reset() implements Message {}

  /** This is so from now on. */
  record Told(Key key, Value value) implements Message {}

  /** This is no longer so. */
  record Removed(Key key) implements Message {}

  /** The other one shall answer when it has told everything up to now. */
  record Ask(long number) implements Message {}

  /** Everything that was so when it was asked has been told. */
  record Answer(long number) implements Message {}

  /** The replica ends. */
  record Goodbye() implements Message {}

  /** Reads one; empty if it is one of a later version. */
  static Optional<Message> read(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a message of " + length + " bytes");
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new IOException("the link ended in a message");
    }
    DataInputStream fields = new DataInputStream(new ByteArrayInputStream(payload));
    return switch (type) {
      case 'B' -> Optional.of(new Beat());
      case 'R' -> Optional.of(new Reset());
      case 'T' -> {
        Optional<Key> key = key(fields);
        Value value = new Value(fields.readLong(), fields.readLong());
        yield key.map(k -> new Told(k, value));
      }
      case 'D' -> key(fields).map(Removed::new);
      case 'Q' -> Optional.of(new Ask(fields.readLong()));
      case 'A' -> Optional.of(new Answer(fields.readLong()));
      case 'G' -> Optional.of(new Goodbye());
      default -> Optional.empty();
    };
  }

  private static Optional<Key> key(DataInputStream fields) throws IOException {
    Optional<Topic> topic = Topic.of(fields.readUnsignedByte());
    byte[] id = fields.readNBytes(fields.readUnsignedByte());
    return topic.map(t -> new Key(t, new String(id, StandardCharsets.UTF_8)));
  }

  default void write(DataOutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(bytes);
    int type =
        switch (this) {
          case Beat() -> 'B';
          case Reset() -> 'R';
          case Goodbye() -> 'G';
          case Told(Key key, Value value) -> {
            write(key, fields);
            fields.writeLong(value.first());
            fields.writeLong(value.second());
            yield 'T';
          }
          case Removed(Key key) -> {
            write(key, fields);
            yield 'D';
          }
          case Ask(long number) -> {
            fields.writeLong(number);
            yield 'Q';
          }
          case Answer(long number) -> {
            fields.writeLong(number);
            yield 'A';
          }
        };
    out.writeByte(type);
    out.writeInt(bytes.size());
    bytes.writeTo(out);
  }

  private static void write(Key key, DataOutputStream fields) throws IOException {
    byte[] id = key.id().getBytes(StandardCharsets.UTF_8);
    fields.writeByte(key.topic().code());
    fields.writeByte(id.length);
    fields.write(id);
  }
}
