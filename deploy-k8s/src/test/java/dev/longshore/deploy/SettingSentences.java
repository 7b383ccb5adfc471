package dev.longshore.deploy;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The Javadoc sentences of a mapping's methods, read from its source by the JDK's own parser. */
final class SettingSentences {
  private SettingSentences() {}

  /**
   * The sentences, by the nested name of the interface and the method, as {@code
   * FtpConfig.Ftp.port}.
   *
   * @param modules the folder that holds the modules
   */
  static Map<String, String> of(Class<?> mapping, Path modules) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var source = files.getJavaFileObjects(source(mapping, modules));
      var task =
          (JavacTask)
              compiler.getTask(
                  new StringWriter(), files, null, List.of("-proc:none"), null, source);
      DocTrees docs = DocTrees.instance(task);
      Map<String, String> sentences = new HashMap<>();
      for (CompilationUnitTree unit : task.parse()) {
        new Reader(docs, sentences).scan(unit, "");
      }
      return sentences;
    }
  }

  private static Path source(Class<?> mapping, Path modules) throws IOException {
    String file = "src/main/java/" + mapping.getName().replace('.', '/') + ".java";
    try (Stream<Path> folders = Files.list(modules)) {
      return folders
          .map(folder -> folder.resolve(file))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() -> new IOException("no source of " + mapping));
    }
  }

  private static final class Reader extends TreePathScanner<@Nullable Void, String> {
    private final DocTrees docs;
    private final Map<String, String> sentences;

    Reader(DocTrees docs, Map<String, String> sentences) {
      this.docs = docs;
      this.sentences = sentences;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, String outer) {
      return super.visitClass(type, outer + type.getSimpleName() + ".");
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, String type) {
      DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        sentences.put(type + method.getName(), markdown(comment.getFullBody()));
      }
      return null;
    }

    private static String markdown(List<? extends DocTree> javadoc) {
      return javadoc.stream()
          .map(DocTree::toString)
          .collect(Collectors.joining())
          .replaceAll("\\{@(?:code|link|linkplain)\\s+((?:[^{}]|\\{[^{}]*})*)}", "`$1`")
          .replaceAll("<p>|\\s+", " ")
          .replace("|", "\\|")
          .strip();
    }
  }
}
