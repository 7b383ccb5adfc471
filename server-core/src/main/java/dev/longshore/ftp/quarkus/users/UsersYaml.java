package dev.longshore.ftp.quarkus.users;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The form of the users file: a YAML list of users. What it does not know, it refuses; {@link
 * UsersFile} asks it.
 *
 * <pre>{@code
 * - name: alice
 *   password: $2b$10$…
 *   permissions: [list, read, write]          # all, if absent
 *   limits: {max-sessions: 4}                 # the server's, if absent
 *   home:
 *     - {entry: /, target: "/bucket/homes/${user}"}
 *     - {entry: /shared, target: /other-bucket}
 * }</pre>
 */
final class UsersYaml {
  /** Some ten thousand users. */
  static final int MAX_BYTES = 16 << 20;

  private static final ObjectReader READER = reader();

  private UsersYaml() {}

  /** Reads the users, at least one, each name once. */
  static List<Account> read(byte[] content) throws InvalidUsersFile {
    JsonNode root = tree(content);
    if (!root.isArray() || root.isEmpty()) {
      throw new InvalidUsersFile("not a list of users");
    }
    List<Account> accounts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode node : root) {
      Account account = Entry.read(node, accounts.size() + 1);
      if (!names.add(account.name())) {
        throw new InvalidUsersFile("user " + account.name() + ": is there twice");
      }
      accounts.add(account);
    }
    return accounts;
  }

  private static JsonNode tree(byte[] content) throws InvalidUsersFile {
    try {
      return READER.readTree(content);
    } catch (JsonProcessingException e) {
      // Its message shows the text around the place, which may be a hash.
      JsonLocation location = e.getLocation();
      String line = location == null ? "" : "line " + location.getLineNr() + ": ";
      throw new InvalidUsersFile(line + "not YAML, or one key twice");
    } catch (IOException e) {
      throw new InvalidUsersFile("not YAML in UTF-8");
    }
  }

  private static ObjectReader reader() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(options)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return new YAMLMapper(factory).reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }
}
