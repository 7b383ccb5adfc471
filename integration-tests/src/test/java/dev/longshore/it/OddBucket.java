package dev.longshore.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An S3 with one bucket that holds keys as S3 allows them and the tests' other S3, which keeps
 * objects as files, does not: with empty segments, with dots, and beside a directory of the same
 * name. A file may be huge there, as far as its size goes. It lists, reads, marks directories,
 * deletes, and copies in parts; nothing can be uploaded. Safe for several threads.
 */
public final class OddBucket implements Closeable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final HttpServer server;
  private final NavigableMap<String, Content> objects = new ConcurrentSkipListMap<>();

  /** How many bytes have been copied, for each key that is being made of parts. */
  private final Map<String, AtomicLong> copied = new ConcurrentHashMap<>();

  /** What is read, and how much is said to be there. */
  private record Content(String text, long size) {}

  /** Starts to listen. */
  public OddBucket() throws IOException {
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Puts an object there; gives this back. */
  public OddBucket with(String key, String content) {
    objects.put(key, new Content(content, content.length()));
    return this;
  }

  /** Puts an object there that can not be read. */
  public OddBucket withHuge(String key, long size) {
    objects.put(key, new Content("", size));
    return this;
  }

  /** How many bytes an object has; none if it is not there. */
  public OptionalLong size(String key) {
    Content content = objects.get(key);
    return content == null ? OptionalLong.empty() : OptionalLong.of(content.size());
  }

  /** Where its API is. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String query = "&" + exchange.getRequestURI().getRawQuery();
      // Behind a slash, the bucket, and one more slash.
      String path = exchange.getRequestURI().getRawPath();
      int slash = path.indexOf('/', 1);
      String key = slash < 0 ? "" : decoded(path.substring(slash + 1));
      if (query.contains("&list-type=2")) {
        send(exchange, 200, page(parameter(query, "prefix"), parameter(query, "delimiter")));
      } else if (key.isEmpty()) {
        exchange.sendResponseHeaders(200, -1);
      } else if (query.contains("&uploads")) {
        copied.put(key, new AtomicLong());
        send(exchange, 200, xml("InitiateMultipartUploadResult", "<UploadId>u</UploadId>"));
      } else if (query.contains("&uploadId=u")) {
        copy(exchange, key);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        exchange.sendResponseHeaders(mark(exchange, key) ? 200 : 412, -1);
      } else if (exchange.getRequestMethod().equals("DELETE")) {
        objects.remove(key);
        exchange.sendResponseHeaders(204, -1);
      } else if (objects.containsKey(key)) {
        object(exchange, objects.get(key));
      } else {
        send(exchange, 404, xml("Error", "<Code>NoSuchKey</Code>"));
      }
    }
  }

  /** An empty object; of two that come on condition that there is none, one is made. */
  private boolean mark(HttpExchange exchange, String key) {
    exchange.getResponseHeaders().add("ETag", "\"0\"");
    boolean absent = objects.putIfAbsent(key, new Content("", 0)) == null;
    return absent || !exchange.getRequestHeaders().containsKey("If-None-Match");
  }

  /** A part, or the end of all parts. */
  private void copy(HttpExchange exchange, String key) throws IOException {
    AtomicLong length = copied.computeIfAbsent(key, _ -> new AtomicLong());
    String range = exchange.getRequestHeaders().getFirst("x-amz-copy-source-range");
    if (range == null) {
      objects.put(key, new Content("", length.get()));
      send(exchange, 200, xml("CompleteMultipartUploadResult", "<ETag>&quot;0&quot;</ETag>"));
      return;
    }
    Matcher bounds = RANGE.matcher(range);
    if (bounds.matches()) {
      length.addAndGet(Long.parseLong(bounds.group(2)) - Long.parseLong(bounds.group(1)) + 1);
    }
    send(exchange, 200, xml("CopyPartResult", "<ETag>&quot;0&quot;</ETag>"));
  }

  private static void object(HttpExchange exchange, Content object) throws IOException {
    String content = object.text();
    var headers = exchange.getResponseHeaders();
    headers.add("ETag", "\"0\"");
    headers.add("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.add("Content-Length", Long.toString(object.size()));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    Matcher range = RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
    if (range.matches()) {
      headers.add("Content-Range", "bytes 0-" + (content.length() - 1) + "/" + content.length());
      send(exchange, 206, content);
    } else {
      send(exchange, 200, content);
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** All of a listing at once. */
  private String page(String prefix, String delimiter) {
    var prefixes = new TreeSet<String>();
    var xml = new StringBuilder("<EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>");
    objects.tailMap(prefix, true).entrySet().stream()
        .takeWhile(each -> each.getKey().startsWith(prefix))
        .forEach(
            each -> {
              int end = delimiter.isEmpty() ? -1 : each.getKey().indexOf('/', prefix.length());
              if (end >= 0) {
                prefixes.add(each.getKey().substring(0, end + 1));
              } else {
                xml.append("<Contents><Key>" + encoded(each.getKey()) + "</Key>")
                    .append("<LastModified>2026-01-02T03:04:05.000Z</LastModified>")
                    .append("<ETag>&quot;0&quot;</ETag>")
                    .append("<Size>" + each.getValue().size() + "</Size></Contents>");
              }
            });
    prefixes.forEach(
        each ->
            xml.append("<CommonPrefixes><Prefix>" + encoded(each) + "</Prefix></CommonPrefixes>"));
    return xml("ListBucketResult", xml.toString());
  }

  private static String xml(String name, String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><%s>%s</%1$s>".formatted(name, content);
  }

  private static String parameter(String query, String name) {
    Matcher matcher = Pattern.compile("&" + name + "=([^&]*)").matcher(query);
    return matcher.find() ? decoded(matcher.group(1)) : "";
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
