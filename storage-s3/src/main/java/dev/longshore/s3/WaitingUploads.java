package dev.longshore.s3;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The uploads that wait for memory, in the order of their arrival. Belongs to the {@link
 * MemoryBudget} and is guarded by its lock.
 */
final class WaitingUploads {
  private final Deque<UploadMemory> queue = new ArrayDeque<>();

  void add(UploadMemory upload) {
    queue.addLast(upload);
  }

  void remove(UploadMemory upload) {
    queue.remove(upload);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  int size() {
    return queue.size();
  }

  /**
   * Whoever lacks least is first, which starves nobody: each part that is cut makes its upload one
   * of those that hold nothing, and among equals the order is that of arrival. Only if some wait.
   */
  UploadMemory nearestToWhole() {
    UploadMemory nearest = queue.getFirst();
    for (UploadMemory upload : queue) {
      if (upload.filling.count > nearest.filling.count) {
        nearest = upload;
      }
    }
    return nearest;
  }
}
