@NullMarked
package dev.longshore.ftp.quarkus.password;

import org.jspecify.annotations.NullMarked;
