# shellcheck shell=sh
# Finds a JDK 25 or newer and exports JAVA_HOME; sourced by longshore and mvnw.
# Order: JAVA_HOME, the usual folders of the system, the java on the PATH.

jdk_version() { # the major version of the JDK in folder $1, or nothing
  [ -x "$1/bin/javac" ] || return 0
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

find_jdk() {
  path_javac=$(command -v javac 2>/dev/null || true)
  [ -z "$path_javac" ] || path_javac=$(dirname "$(dirname "$(readlink -f "$path_javac" 2>/dev/null || echo "$path_javac")")")
  for candidate in "${JAVA_HOME:-}" "$path_javac" \
      /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
      "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
    [ -n "$candidate" ] || continue
    jdk_major=$(jdk_version "$candidate")
    if [ -n "$jdk_major" ] && [ "$jdk_major" -ge 25 ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "longshore: no JDK 25 found; install one (Eclipse Temurin 25, say) or set JAVA_HOME to it" >&2
  return 1
}

find_jdk || exit 1
