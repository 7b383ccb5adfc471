package dev.longshore.s3.call;

import static dev.longshore.s3.call.S3Operations.orEmpty;
import static dev.longshore.s3.call.S3Operations.within;

import dev.longshore.ftp.storage.StorageException;
import dev.longshore.ftp.storage.StorageException.Kind;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;

/**
 * A method for each call of S3's multipart uploads; as {@link S3Operations}, through which it is
 * reached.
 */
public final class MultipartOperations {

  /**
   * A multipart upload that is open.
   *
   * @param at the object that it will become
   * @param id the store's name for it
   */
  public record UploadId(S3Location at, String id) {}

  /**
   * A part that the store has.
   *
   * @param number from 1, in the order of the bytes; gaps are allowed
   * @param etag what the store called it
   * @param crc32c in Base64, empty where there is none
   */
  public record StoredPart(int number, String etag, Optional<String> crc32c) {}

  private final S3Clients clients;
  private final S3Settings settings;
  private final S3Caller caller;
  private final AwsRequestOverrideConfiguration quick;
  private final AwsRequestOverrideConfiguration patient;

  public MultipartOperations(S3Clients clients, S3Settings settings, S3Caller caller) {
    this.clients = clients;
    this.settings = settings;
    this.quick = within(settings.timeouts().call());
    this.patient = within(settings.timeouts().complete());
    this.caller = caller;
  }

  /**
   * Opens an upload.
   *
   * @param storageClass of the object, which else is the standard one
   * @param checked whether each part has a CRC32C; false where parts are copied within the store,
   *     since not every store tells a copy's
   */
  public UploadId createMultipartUpload(
      S3Location at, ObjectAttributes attributes, Optional<String> storageClass, boolean checked)
      throws StorageException {
    String id =
        caller.call(
            S3Call.CREATE_MULTIPART_UPLOAD,
            at,
            Condition.none(),
            () ->
                clients
                    .control()
                    .createMultipartUpload(
                        r -> {
                          attributes.addTo(
                              r.bucket(at.bucket())
                                  .key(at.key())
                                  .storageClass(storageClass.orElse(null))
                                  .overrideConfiguration(quick));
                          if (checked) {
                            r.checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                                .checksumType(ChecksumType.COMPOSITE);
                          }
                        })
                    .uploadId());
    if (id == null || id.isEmpty()) {
      throw new StorageException(Kind.UNAVAILABLE, "no upload id for " + at);
    }
    return new UploadId(at, id);
  }

  /**
   * Sends a part, in one attempt.
   *
   * @param crc32c of the body in Base64, sent where the store checks it
   */
  public StoredPart uploadPart(UploadId upload, int number, Body body, Optional<String> crc32c)
      throws StorageException {
    S3Location at = upload.at();
    String etag =
        caller.call(
            S3Call.UPLOAD_PART,
            at,
            Condition.none(),
            () ->
                orEmpty(
                    clients
                        .uploads()
                        .uploadPart(
                            r ->
                                r.bucket(at.bucket())
                                    .key(at.key())
                                    .uploadId(upload.id())
                                    .partNumber(number)
                                    .checksumCRC32C(S3Operations.checked(crc32c, settings))
                                    .overrideConfiguration(
                                        o ->
                                            o.apiCallTimeout(S3Operations.forBytes(body.length()))),
                            body.toRequestBody())
                        .eTag()));
    return part(at, number, etag, crc32c);
  }

  /** Makes a part of a range of an object that is stored; the range is at most 5 GiB. */
  public StoredPart uploadPartCopy(
      UploadId upload, int number, S3Location from, ByteRange range, Condition version)
      throws StorageException {
    S3Location at = upload.at();
    CopyPartResult copied =
        caller.call(
            S3Call.UPLOAD_PART_COPY,
            at,
            version,
            () ->
                clients
                    .control()
                    .uploadPartCopy(
                        r ->
                            r.sourceBucket(from.bucket())
                                .sourceKey(from.key())
                                .copySourceRange(range.header())
                                .copySourceIfMatch(version.ifMatch().orElse(null))
                                .destinationBucket(at.bucket())
                                .destinationKey(at.key())
                                .uploadId(upload.id())
                                .partNumber(number)
                                .overrideConfiguration(patient))
                    .copyPartResult());
    return part(at, number, orEmpty(copied.eTag()), Optional.ofNullable(copied.checksumCRC32C()));
  }

  /**
   * Makes the object visible; an answer of 200 that holds an error counts as that error.
   *
   * @param parts in the order of their numbers
   * @return the object's ETag, empty if the store sent none
   */
  public String completeMultipartUpload(
      UploadId upload, List<StoredPart> parts, Condition condition) throws StorageException {
    S3Location at = upload.at();
    Condition sent = condition.forWriting(settings.profile());
    List<CompletedPart> completed = parts.stream().map(this::completed).toList();
    return caller.call(
        S3Call.COMPLETE_MULTIPART_UPLOAD,
        at,
        sent,
        () ->
            orEmpty(
                clients
                    .control()
                    .completeMultipartUpload(
                        r ->
                            r.bucket(at.bucket())
                                .key(at.key())
                                .uploadId(upload.id())
                                .multipartUpload(m -> m.parts(completed))
                                .ifMatch(sent.ifMatch().orElse(null))
                                .ifNoneMatch(sent.ifNoneMatch().orElse(null))
                                .overrideConfiguration(patient))
                    .eTag()));
  }

  /** Gives an upload up; {@code NOT_FOUND} if it is completed or gone. */
  public void abortMultipartUpload(UploadId upload) throws StorageException {
    S3Location at = upload.at();
    caller.call(
        S3Call.ABORT_MULTIPART_UPLOAD,
        at,
        Condition.none(),
        () ->
            clients
                .control()
                .abortMultipartUpload(
                    r ->
                        r.bucket(at.bucket())
                            .key(at.key())
                            .uploadId(upload.id())
                            .overrideConfiguration(quick)));
  }

  /**
   * Whether an upload is neither completed nor given up, and has parts. Some stores list the parts
   * of an upload that is gone, and there are none.
   */
  public boolean hasParts(UploadId upload) throws StorageException {
    S3Location at = upload.at();
    return caller
        .find(
            S3Call.LIST_PARTS,
            at,
            () ->
                clients
                    .control()
                    .listParts(
                        r ->
                            r.bucket(at.bucket())
                                .key(at.key())
                                .uploadId(upload.id())
                                .maxParts(1)
                                .overrideConfiguration(quick)))
        .filter(answer -> !answer.parts().isEmpty())
        .isPresent();
  }

  private static StoredPart part(S3Location at, int number, String etag, Optional<String> crc32c)
      throws StorageException {
    if (etag.isEmpty()) {
      throw new StorageException(Kind.UNAVAILABLE, "no ETag for part " + number + " of " + at);
    }
    return new StoredPart(number, etag, crc32c);
  }

  private CompletedPart completed(StoredPart part) {
    return CompletedPart.builder()
        .partNumber(part.number())
        .eTag(part.etag())
        .checksumCRC32C(S3Operations.checked(part.crc32c(), settings))
        .build();
  }
}
