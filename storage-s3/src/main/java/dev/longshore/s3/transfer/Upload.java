package dev.longshore.s3.transfer;

import dev.longshore.ftp.storage.Content;
import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.Stored;
import dev.longshore.ftp.storage.TransferAborted;
import dev.longshore.s3.call.ByteRange;
import dev.longshore.s3.memory.MemoryBudget;
import dev.longshore.s3.memory.UploadMemory;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One upload: bytes into parts, parts to S3, and one call that makes them visible. Made by {@link
 * Uploads} and run once on the thread of the transfer.
 *
 * <p>Until the content is confirmed it can be called off at any time and ends at once. The call
 * that follows is not cut short: whether S3 does what it was asked could not be told any more.
 */
final class Upload {
  /** More than all attempts of a call take. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(30);

  /** How long a failed upload waits for its parts to be removed before that goes on alone. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Publication publication;
  private final Base base;
  private final PartPlan plan;
  private final Downloads downloads;
  private final Cleanups cleanups;
  private final UploadCalls calls;
  private final UploadMemory memory;
  private final PartBuffer buffer;
  private final byte[] staging = new byte[MemoryBudget.STAGING];
  private @Nullable MultipartUpload multipart;
  private int parts;
  private long length;

  Upload(
      Publication publication,
      Base base,
      PartPlan plan,
      Downloads downloads,
      UploadMemory memory,
      Cleanups cleanups) {
    this.publication = publication;
    this.base = base;
    this.plan = plan;
    this.downloads = downloads;
    this.cleanups = cleanups;
    this.calls = new UploadCalls(LONGEST_CALL, memory::cancel);
    this.memory = memory;
    this.buffer = new PartBuffer(memory);
  }

  /**
   * @throws IOException what the content threw, or a {@link StorageException}; then nothing changed
   */
  Stored run(Content content) throws IOException {
    content.onAbort(calls::callOff);
    boolean stored = false;
    try {
      copyBase(content);
      // Until here the client is not the one who is slow.
      memory.onTooSlow(content::callOff);
      fill(content);
      Stored result = publish(content);
      stored = true;
      return result;
    } catch (CancellationException e) {
      calls.checkFailure();
      throw reasonOf(content);
    } finally {
      if (!stored) {
        giveUp();
      }
    }
  }

  /** What stays of the old object: whole ranges are copied by S3, the rest goes through here. */
  private void copyBase(Content content) throws IOException {
    Optional<ByteRange> rest = base.rest(plan);
    content.begin();
    for (ByteRange range : base.copied(plan)) {
      MultipartUpload target = begin();
      calls.awaitFewerThan(plan.inFlight());
      int number = nextNumber();
      calls.start(() -> target.copy(number, range, base.condition()));
      length += range.last() + 1 - range.first();
    }
    if (rest.isPresent()) {
      try (InputStream old =
          downloads.read(publication.at(), rest.get(), base.old().orElseThrow())) {
        fill(old);
      }
    }
  }

  private void fill(InputStream source) throws IOException {
    while (true) {
      boolean room = buffer.room() > 0;
      int count =
          room
              ? source.read(buffer.chunk(), buffer.position(), buffer.room())
              : source.read(staging, 0, staging.length);
      calls.check();
      if (count < 0) {
        return;
      }
      if (room) {
        buffer.advance(count);
      } else if (count > 0) {
        makeRoom();
        buffer.append(staging, count);
      }
      if (buffer.isDue()) {
        send();
      }
    }
  }

  private void makeRoom() throws IOException {
    if (buffer.length() >= plan.bytesOf(parts + 1)) {
      send();
    }
    while (!buffer.grow()) {
      send();
    }
  }

  /** Cuts the part and sends it beside us, when not too many are on their way. */
  private void send() throws IOException {
    buffer.filled();
    MultipartUpload target = begin();
    calls.awaitFewerThan(plan.inFlight());
    Part part = buffer.cut(nextNumber());
    length += part.length();
    calls.start(
        () -> {
          try (part) {
            target.upload(part);
          }
        });
  }

  private int nextNumber() throws StorageException {
    plan.requireRoomFor(parts + 1);
    return ++parts;
  }

  private MultipartUpload begin() throws StorageException {
    if (multipart == null) {
      MultipartUpload created = publication.multipart(!base.copied(plan).isEmpty());
      multipart = created;
      calls.start(created::create);
      calls.awaitFewerThan(1);
    }
    return multipart;
  }

  private Stored publish(Content content) throws IOException {
    MultipartUpload whole = multipart;
    if (whole == null) {
      try (Part part = buffer.cut(1)) {
        publication.requireConditionOfPut();
        content.confirm();
        return publication.put(part);
      }
    }
    if (buffer.length() > 0) {
      send();
    }
    calls.awaitFewerThan(1);
    publication.requireCondition();
    content.confirm();
    return publication.complete(whole, length);
  }

  /** What the content says of the end that its abort has announced. */
  private IOException reasonOf(Content content) {
    try {
      content.read(staging, 0, 1);
      return new TransferAborted("the upload was called off");
    } catch (IOException e) {
      return e;
    }
  }

  /**
   * Ends what is on its way and removes what S3 has; goes on alone when that takes long, so that a
   * slow S3 does not hold up the answer to the client.
   */
  private void giveUp() {
    MultipartUpload begun = multipart;
    if (begun == null) {
      return;
    }
    Thread cleaner =
        cleanups.start(
            () -> {
              if (begun.isCreated()) {
                calls.interrupt();
              }
              calls.awaitNone();
              begun.abort();
            });
    try {
      cleaner.join(GRACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
