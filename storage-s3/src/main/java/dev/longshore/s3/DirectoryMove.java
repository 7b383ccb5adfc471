package dev.longshore.s3;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import dev.longshore.s3.ObjectCopy.Source;
import dev.longshore.s3.call.Condition;
import dev.longshore.s3.call.ObjectHead;
import dev.longshore.s3.call.ObjectPage;
import dev.longshore.s3.call.ObjectPage.ListedObject;
import dev.longshore.s3.call.OperatorLog;
import dev.longshore.s3.call.S3Location;
import dev.longshore.s3.call.S3Operations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The renaming of one directory: first all objects are counted and named, then all copied, then the
 * old ones deleted, each only if it still is the version that was copied. When a copy fails, the
 * copies are taken back. Used once by {@link TreeOperations}, on its thread and those of {@link
 * Uninterrupted}.
 */
final class DirectoryMove {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryMove.class);
  private static final int PAGE = 1000;
  private static final int AT_ONCE = 8;
  private static final int MAX_FAILURES = 10;
  private static final int MAX_KEY_BYTES = 1024;

  private record Step(Source source, S3Location target) {

    /** How many directories a file lies in; a marker is above all that lies in its directory. */
    int depth() {
      return (int) source.at().key().chars().filter(c -> c == '/').count() * 2
          - (source.at().key().endsWith("/") ? 1 : 0);
    }
  }

  private final List<Step> steps;
  private final ObjectCopy copies;
  private final Set<Step> begun = ConcurrentHashMap.newKeySet();
  private final Map<Step, Condition> done = new ConcurrentHashMap<>();

  private DirectoryMove(List<Step> steps, ObjectCopy copies) {
    this.steps = steps;
    this.copies = copies;
  }

  /**
   * Names all that is to be moved; nothing is moved yet.
   *
   * @throws StorageException {@code UNSUPPORTED} if it is more than the limit, {@code
   *     NAME_NOT_ALLOWED} if a key would become too long
   */
  static DirectoryMove plan(
      S3Operations operations, S3Location from, S3Location to, int limit, ObjectCopy copies)
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
    return new DirectoryMove(List.copyOf(steps), copies);
  }

  /** Copies all, or takes back what it has copied. */
  void copy(Uninterrupted uninterrupted) throws StorageException {
    try {
      Concurrently.forEach(
          steps,
          AT_ONCE,
          step -> {
            begun.add(step);
            ObjectHead copy = copies.copy(step.source(), step.target(), Condition.none());
            done.put(step, copy.version());
          });
    } catch (StorageException e) {
      try {
        uninterrupted.run("to take back the copies of a directory", this::takeBack);
      } catch (StorageException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /** Deletes what was copied. */
  void deleteOld() throws StorageException {
    for (List<Step> level : deepestFirst(steps)) {
      Concurrently.forEach(
          level, AT_ONCE, step -> copies.delete(step.source().at(), step.source().version()));
    }
  }

  /**
   * What is in a directory goes before its marker: a store that keeps directories of its own, as
   * one over a file system does, may else find one that is not empty and leave it there.
   */
  private static Collection<List<Step>> deepestFirst(Collection<Step> steps) {
    return steps.stream()
        .collect(
            Collectors.groupingBy(
                Step::depth,
                () -> new TreeMap<Integer, List<Step>>(Comparator.reverseOrder()),
                Collectors.toList()))
        .values();
  }

  /**
   * Also what was copied without our hearing so. It goes on after a failure, but not for long: a
   * store that does not answer would hold it up for each copy.
   */
  private void takeBack() throws StorageException {
    Queue<StorageException> failures = new ConcurrentLinkedQueue<>();
    Set<Step> left = ConcurrentHashMap.newKeySet();
    left.addAll(begun);
    for (List<Step> level : deepestFirst(begun)) {
      Concurrently.forEach(
          level,
          AT_ONCE,
          step -> {
            if (failures.size() >= MAX_FAILURES) {
              return;
            }
            try {
              takeBack(step);
              left.remove(step);
            } catch (StorageException e) {
              failures.add(e);
            }
          });
    }
    for (StorageException failure : failures) {
      LOG.warn(
          "a directory could not be renamed, and up to {} copies are left at its new name: {}",
          left.size(),
          OperatorLog.printable(failure.getMessage()));
    }
  }

  private void takeBack(Step step) throws StorageException {
    Condition version = done.get(step);
    if (version == null) {
      Optional<ObjectHead> copy = copies.find(step.source(), step.target());
      if (copy.isEmpty()) {
        return;
      }
      version = copy.get().version();
    }
    copies.delete(step.target(), version);
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
