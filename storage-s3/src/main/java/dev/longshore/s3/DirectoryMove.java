package dev.longshore.s3;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.ObjectCopy.Source;
import dev.longshore.s3.ObjectPage.ListedObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The renaming of one directory: first all objects are counted and named, then all copied, then the
 * old ones deleted, each only if it still is the version that was copied. When a copy fails, the
 * copies are taken back. Used by {@link TreeOperations}, on its thread.
 */
final class DirectoryMove {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryMove.class);
  private static final int PAGE = 1000;
  private static final int AT_ONCE = 8;
  private static final int MAX_KEY_BYTES = 1024;

  private record Step(Source source, S3Location target) {

    /** How many directories a file lies in; a marker is above all that lies in its directory. */
    int depth() {
      return (int) source.at().key().chars().filter(c -> c == '/').count() * 2
          - (source.at().key().endsWith("/") ? 1 : 0);
    }
  }

  private record Copied(S3Location at, Condition version) {}

  private final List<Step> steps;

  private DirectoryMove(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * Names all that is to be moved; nothing is moved yet.
   *
   * @throws StorageException {@code UNSUPPORTED} if it is more than the limit, {@code
   *     NAME_NOT_ALLOWED} if a key would become too long
   */
  static DirectoryMove plan(S3Operations operations, S3Location from, S3Location to, int limit)
      throws StorageException {
    List<Step> steps = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      ObjectPage page = operations.listObjectsV2(from, false, PAGE, next);
      if (steps.size() + page.objects().size() > limit) {
        throw new StorageException(
            Kind.UNSUPPORTED,
            from + " holds more than the " + limit + " objects of longshore.s3.rename.max-objects");
      }
      for (ListedObject object : page.objects()) {
        steps.add(step(from, object, to));
      }
      next = page.next();
    } while (next.isPresent());
    return new DirectoryMove(List.copyOf(steps));
  }

  void run(ObjectCopy copies) throws StorageException {
    Queue<Copied> done = new ConcurrentLinkedQueue<>();
    try {
      Concurrently.forEach(
          steps,
          AT_ONCE,
          step -> {
            ObjectHead copy = copies.copy(step.source(), step.target(), Condition.none());
            done.add(new Copied(step.target(), copy.version()));
          });
    } catch (StorageException e) {
      takeBack(copies, List.copyOf(done), e);
      throw e;
    }
    for (List<Step> level : deepestFirst()) {
      Concurrently.forEach(
          level, AT_ONCE, step -> copies.delete(step.source().at(), step.source().version()));
    }
  }

  /**
   * What is in a directory goes before its marker: a store that keeps directories of its own, as
   * one over a file system does, may else find one that is not empty and leave it there.
   */
  private Collection<List<Step>> deepestFirst() {
    return steps.stream()
        .collect(
            Collectors.groupingBy(
                Step::depth,
                () -> new TreeMap<Integer, List<Step>>(Comparator.reverseOrder()),
                Collectors.toList()))
        .values();
  }

  /** Also where the client has called the renaming off, by an interrupt. */
  private static void takeBack(ObjectCopy copies, List<Copied> done, StorageException reason) {
    boolean calledOff = Thread.interrupted();
    try {
      Concurrently.forEach(done, AT_ONCE, copy -> copies.delete(copy.at(), copy.version()));
    } catch (StorageException e) {
      LOG.warn(
          "a directory could not be renamed, and some copies are left at its new name: {}",
          OperatorLog.printable(e.getMessage()));
      reason.addSuppressed(e);
    } finally {
      if (calledOff) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Step step(S3Location from, ListedObject object, S3Location to)
      throws StorageException {
    String key = to.key() + object.key().substring(from.key().length());
    if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new StorageException(Kind.NAME_NOT_ALLOWED, "too long for a key: " + key);
    }
    return new Step(
        new Source(
            new S3Location(from.bucket(), object.key()),
            object.size(),
            object.version(),
            object.storageClass()),
        new S3Location(to.bucket(), key));
  }
}
